import type { FeaturePages } from '../../app/pages'

export const oversightPages: FeaturePages = { routes: [], menu: [] }
