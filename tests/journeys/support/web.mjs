import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../web/package.json', import.meta.url))

/** The path of a file of one of the page's packages. */
export const fromWeb = (name) => require.resolve(name)
export const { chromium } = require('playwright-core')
