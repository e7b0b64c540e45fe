// Someone at a browser of their own.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromWeb } from './web.mjs'

const axeSource = readFileSync(fromWeb('axe-core/axe.min.js'), 'utf8')
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

/** Refusals (4xx) are answers that pages show; Chromium writes each to the console all the same. */
const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/
export const networkLost = /net::ERR_/

export class Person {
  /** `account` as in the demonstration's accounts file, or null for a passer-by. */
  constructor(journey, account, context, isPhone) {
    Object.assign(this, { journey, account, context, isPhone, faults: [], tolerated: [refusal] })
  }

  async begin() {
    const report = (text) => this.tolerated.some((pattern) => pattern.test(text)) || this.faults.push(text)
    await this.context.exposeBinding('reportPolicyViolation', (_, text) => report(`content security policy: ${text}`))
    await this.context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (e) => window.reportPolicyViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`)),
    )
    this.context.on('request', (request) => request.url().startsWith(`${this.journey.server.url}/`) || /^(blob|data):/.test(request.url()) || report(`request to another host: ${request.url()}`))
    this.context.on('response', (response) => {
      const page = !new URL(response.url()).pathname.startsWith('/api/')
      if (response.status() >= 500 || (page && response.status() >= 400)) report(`${response.status()} of ${response.url()}`)
    })
    this.context.on('console', (message) => ['error', 'warning'].includes(message.type()) && report(message.text()))
    this.context.on('weberror', (error) => report(`uncaught: ${error.error().stack}`))
    this.page = await this.context.newPage()
    return this
  }

  /** Goes to a path and waits until the page shows its heading. */
  async open(path) {
    await this.page.goto(this.journey.server.url + path)
    await this.page.locator('h1').first().waitFor()
  }

  /** Follows a link within the loaded page; gives the path where the page let the person in. */
  async go(path) {
    await this.page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to), path)
    await this.page.locator('h1').first().waitFor()
    return new URL(this.page.url()).pathname
  }

  /** The page's own routes: path, permission (none: any signed-in person), open (without sign-in). */
  routes() {
    return this.page.evaluate(() =>
      document.querySelector('#app').__vue_app__.config.globalProperties.$router.getRoutes().map(({ path, meta }) => ({ path, permission: meta.permission, open: meta.open ?? false })),
    )
  }

  /** The next unused code of the account's second factor. */
  code() {
    return this.journey.authenticator(this.account).next()
  }

  /** Calls the API as the signed-in page does, for preparing what a story does not tell; throws when refused. */
  async api(method, path, body) {
    const answer = await this.page.evaluate(
      async ({ method, path, body }) => {
        const session = await fetch('/api/v1/session')
        const headers = { 'Idempotency-Key': crypto.getRandomValues(new Uint32Array(4)).join('-') }
        if (session.ok) headers['X-Bole-Token'] = (await session.json()).token
        if (body !== undefined) headers['Content-Type'] = 'application/json'
        const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
        const text = await response.text()
        return { status: response.status, body: text && JSON.parse(text) }
      },
      { method, path, body },
    )
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Signs in without the form (sign_in.mjs tells that story) and opens `path`. */
  async signIn(path = '/') {
    await this.page.goto(`${this.journey.server.url}/sign-in`)
    const { stage } = await this.api('POST', '/api/v1/session/password', { name: this.account.name, password: this.account.password })
    if (stage === 'totp') await this.api('POST', '/api/v1/session/totp', { code: await this.code() })
    await this.open(path)
  }

  /** Answers the dialog that asks for the second factor before an act that cannot be undone. */
  async stepUp() {
    const dialog = this.page.getByRole('dialog', { name: '请再次输入动态口令' })
    await dialog.waitFor()
    await dialog.getByLabel('动态口令').fill(await this.code())
    await dialog.getByRole('button', { name: '确认是本人' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor()
  }

  async doesNotSee(text) {
    assert.equal(await this.page.getByText(text).filter({ visible: true }).count(), 0, `${text} should not be seen`)
  }

  /** Looks at the page at 1440 and 390 px (a phone: at its own size): no sideways scroll, no finding of axe. */
  async look(name) {
    for (const size of this.isPhone ? [phone] : [wide, phone]) await this.lookAt(name, size, { axe: true, picture: true })
    if (!this.isPhone) await this.page.setViewportSize(wide)
  }

  /** look(), and at every width from 320 to 1920 px, with large type, and in the dark with axe again. */
  async lookClosely(name) {
    await this.look(name)
    for (const width of [320, 768, 1024, 1920]) await this.lookAt(name, { width, height: 900 }, {})
    await this.dressed({ size: 'large' }, async () => {
      for (const width of [320, 1440]) await this.lookAt(`${name}, large type,`, { width, height: 900 }, {})
    })
    await this.dressed({ theme: 'dark' }, () => this.lookAt(`${name}-dark`, wide, { axe: true, picture: true }))
    await this.page.setViewportSize(wide)
  }

  /** The page in another dress for a while, as the buttons of the frame would give it. */
  async dressed(dress, work) {
    const put = (changes) => this.page.evaluate((values) => Object.assign(document.documentElement.dataset, values), changes)
    await put(dress)
    await work()
    await put({ theme: 'light', size: 'normal' })
  }

  async lookAt(name, size, { axe = false, picture = false }) {
    await this.page.setViewportSize(size)
    await this.settled()
    const where = `${name} at ${size.width} px`
    if (picture && process.env.BOLE_SHOTS) {
      mkdirSync(process.env.BOLE_SHOTS, { recursive: true })
      await this.page.screenshot({ path: join(process.env.BOLE_SHOTS, `${this.journey.file}-${name}-${size.width}.png`), fullPage: true })
    }
    const beyond = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(beyond <= 0, `${where}: ${beyond} px wider than the screen`)
    if (axe) assert.deepEqual(await this.findings(), [], `${where}: axe`)
  }

  /** Fonts loaded, nothing loading any more, two frames drawn. */
  async settled() {
    await this.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
    await this.page.evaluate(async () => {
      await document.fonts.ready
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    })
  }

  /** Findings of axe, whatever their impact, one line each. */
  async findings() {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(`${axeSource};0`)
    return this.page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
      return violations.flatMap((v) => v.nodes.map((node) => `${v.id} (${v.impact}): ${v.help}: ${node.target.join(' ')}`))
    })
  }
}
