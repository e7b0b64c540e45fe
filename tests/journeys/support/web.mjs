import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../../web/package.json', import.meta.url))

/** The path of a file of one of the page's packages. */
export const fromWeb = (name) => require.resolve(name)
/** One of them that is no CommonJS module. */
export const webModule = (name) => import(pathToFileURL(fromWeb(name)))
export const { chromium } = require('playwright-core')
