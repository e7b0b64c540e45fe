// A story of people at browsers, on a server of its own:
//
//     await journey('经办建立活动', async (j) => {
//       const operator = await j.person('operator')
//       await operator.open('/activities')
//       …
//       await operator.look('list')
//     })
//
// It fails with the first thing that throws, with any console error, uncaught error, breach of the content security
// policy, request to another host or answer of 5xx, and when `bole check` afterwards finds the library changed.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { networkLost, Person } from './person.mjs'
import { Server } from './server.mjs'
import { Authenticator } from './totp.mjs'
import { chromium } from './web.mjs'

export { assert }
export { codeOfStep } from './totp.mjs'

const accounts = JSON.parse(readFileSync(process.env.BOLE_ACCOUNTS, 'utf8'))
const file = basename(process.argv[1], '.mjs')
const step_ms = 20_000
const browserFlags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost']
let told = 0

class Journey {
  constructor() {
    this.file = file
    this.people = []
    this.authenticators = new Map()
  }

  account(roleOrName) {
    const account = accounts.find((a) => a.name === roleOrName) ?? accounts.find((a) => a.role === roleOrName)
    assert.ok(account, `no demonstration account ${roleOrName}`)
    return account
  }

  authenticator(account) {
    if (!this.authenticators.has(account.name)) this.authenticators.set(account.name, new Authenticator(account.totp_secret))
    return this.authenticators.get(account.name)
  }

  /** A new browser with nobody signed in; with `phone` a telephone's screen and touch. `as`: whose account it will be. */
  async visitor({ phone = false, as = null } = {}) {
    const device = phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : { viewport: { width: 1440, height: 900 } }
    const context = await this.browser.newContext({ ...device, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    context.setDefaultTimeout(step_ms)
    const person = await new Person(this, as && this.account(as), context, phone).begin()
    this.people.push(person)
    return person
  }

  /** The person of this role (or sign-in name), signed in, at `path`. */
  async person(roleOrName, { phone = false, path = '/' } = {}) {
    const person = await this.visitor({ phone, as: roleOrName })
    await person.signIn(path)
    return person
  }

  /** Every demonstration account, one per role and more. */
  get accounts() {
    return accounts
  }

  /** Stops the server (`kill`: as a power cut would) and starts it again; pages may notice. */
  async restartServer(how) {
    for (const person of this.people) person.tolerated.push(networkLost)
    await this.server.restart(how)
  }

  async keepPictures() {
    const folder = process.env.BOLE_SHOTS ?? '/tmp'
    mkdirSync(folder, { recursive: true })
    for (const [i, person] of this.people.entries()) {
      const path = join(folder, `FAILED-${file}-${told}-${i}.png`)
      await person.page.screenshot({ path }).then(() => console.log(`  ${person.account?.role ?? 'visitor'} saw ${path} at ${person.page.url()}`), () => {})
    }
  }
}

/** Tells one story; `options.https`: served with a certificate of a test CA; `options.empty`: a library just begun. */
export async function journey(title, ...rest) {
  const [options, story] = rest.length === 2 ? rest : [{}, rest[0]]
  const folder = join(process.env.BOLE_WORK, String(++told))
  mkdirSync(folder)
  const began = Date.now()
  const j = new Journey()
  try {
    j.server = await Server.start(folder, options)
    const trust = j.server.tls ? [`--ignore-certificate-errors-spki-list=${j.server.tls.pin}`] : []
    j.browser = await chromium.launch({ executablePath: process.env.BOLE_CHROMIUM ?? '/usr/bin/chromium', args: [...browserFlags, ...trust] })
    await story(j)
    for (const person of j.people) assert.deepEqual(person.faults, [], `${person.account?.role ?? 'visitor'}'s browser`)
    await j.browser.close()
    assert.equal(await j.server.stop(), 0, 'clean stop')
    j.server.command('check')
    console.log(`ok ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  } catch (error) {
    console.log(`FAILED ${title}\n  ${(error.stack ?? String(error)).replaceAll('\n', '\n  ')}${error.stdout ? `\n  ${error.stdout}` : ''}`)
    await j.keepPictures()
    for (const person of j.people) for (const fault of person.faults) console.log(`  ${person.account?.role ?? 'visitor'}'s browser: ${fault}`)
    if (j.server?.log().trim()) console.log(`  server: ${j.server.log().trim().split('\n').slice(-5).join('\n  server: ')}`)
    process.exitCode = 1
  } finally {
    await j.browser?.close()
    await j.server?.stop({ kill: true })
  }
}
