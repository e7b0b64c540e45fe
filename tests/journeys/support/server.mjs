// The program under test: a copy of the library, served on a free port of this machine.
import { execFileSync, spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { appendFileSync, cpSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const program = process.env.BOLE_PROGRAM
const start_ms = 30_000

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** A test CA and a certificate of it for localhost; `pin` is what Chromium is told to trust: the CA's key. */
function makeCertificate(folder) {
  const at = (name) => join(folder, name)
  const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=Bole test CA', '-keyout', at('ca.key'), '-out', at('ca.crt'))
  openssl('req', ...key, '-subj', '/CN=localhost', '-keyout', at('tls.key'), '-out', at('tls.csr'))
  writeFileSync(at('san.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  openssl('x509', '-req', '-in', at('tls.csr'), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', at('san.cnf'), '-out', at('leaf.crt'))
  writeFileSync(at('tls.crt'), readFileSync(at('leaf.crt'), 'utf8') + readFileSync(at('ca.crt'), 'utf8'))
  const ca = new X509Certificate(readFileSync(at('ca.crt')))
  return { cert: at('tls.crt'), key: at('tls.key'), pin: createHash('sha256').update(ca.publicKey.export({ type: 'spki', format: 'der' })).digest('base64') }
}

export class Server {
  /** `folder` is empty and becomes the server's; `https`: with a certificate of a test CA; `empty`: no library but one just begun;
   * `settings`: gives more settings for the server at that address. */
  static async start(folder, { https = false, empty = false, settings = null } = {}) {
    const server = new Server()
    server.data = join(folder, 'data')
    server.logFile = join(folder, 'server.log')
    if (empty) server.begun = server.command('init')
    else cpSync(process.env.BOLE_LIBRARY, server.data, { recursive: true })
    server.tls = https ? makeCertificate(folder) : null
    const port = await freePort()
    server.url = https ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
    for (const [name, value] of Object.entries((await settings?.(server.url)) ?? {})) appendFileSync(join(server.data, 'bole.toml'), `${name} = ${JSON.stringify(value)}\n`)
    server.args = ['serve', '--data', server.data, '--listen', `127.0.0.1:${port}`, '--public-url', server.url]
    if (https) server.args.push('--tls-cert', server.tls.cert, '--tls-key', server.tls.key)
    await server.run()
    return server
  }

  async run() {
    const log = openSync(this.logFile, 'a')
    this.process = spawn(program, this.args, { stdio: ['ignore', 'pipe', log] })
    this.ended = new Promise((resolve) => this.process.once('exit', (code, signal) => resolve(signal ?? code)))
    const started = new Promise((resolve) => this.process.stdout.on('data', (text) => String(text).includes('已启动') && resolve(true)))
    const late = new Promise((resolve) => setTimeout(resolve, start_ms, false).unref())
    if ((await Promise.race([started, this.ended.then(() => false), late])) !== true) throw new Error(`the server did not start:\n${this.log()}`)
  }

  /** Ends the program: by the clean stop, or as a power cut would. */
  async stop({ kill = false } = {}) {
    this.process.kill(kill ? 'SIGKILL' : 'SIGTERM')
    return this.ended
  }

  /** Stops and starts again on the same port and data. */
  async restart(how) {
    await this.stop(how)
    await this.run()
  }

  log() {
    return readFileSync(this.logFile, 'utf8')
  }

  /** Runs another command of the program on the same data; gives its output, throws when it is refused. */
  command(name, ...args) {
    return execFileSync(program, [name, '--data', this.data, ...args], { encoding: 'utf8' })
  }
}
