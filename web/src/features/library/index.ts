import type { FeaturePages } from '../../app/pages'

export const libraryPages: FeaturePages = { routes: [], menu: [] }
