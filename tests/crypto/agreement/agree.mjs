// The program's SM2, SM3 and SM4 against npm's sm-crypto: agree.mjs PROGRAM COUNT. Each case is made once by the program
// and checked here, and once made here and checked by the program; each has a twin with one bit changed, which neither may
// let pass. Prints differences and, last, {cases, differences}.
import { execFileSync } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { createRequire } from 'node:module'

const { sm2, sm3, sm4 } = createRequire(new URL('../../../web/package.json', import.meta.url))('sm-crypto')
const [program, count] = [process.argv[2], Number(process.argv[3])]
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const bytes = (text) => Buffer.from(text, 'hex')
const run = (words, input) =>
  execFileSync(program, words, { input, encoding: 'utf8', maxBuffer: 1 << 30 }).split('\n').filter(Boolean).map((line) => JSON.parse(line))

// GCM (NIST SP 800-38D) over sm-crypto's single blocks: it has no mode of its own that authenticates.
const block = (key, data) => Buffer.from(sm4.encrypt([...data], [...key], { padding: 'none', output: 'array' }))
const number = (data) => BigInt('0x' + hex(data))

function multiplied(a, b) {
  let product = 0n
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= b
    b = b & 1n ? (b >> 1n) ^ (0xe1n << 120n) : b >> 1n
  }
  return product
}

function authentication(h, associated, cipher) {
  let y = 0n
  const add = (data) => {
    for (let at = 0; at < data.length; at += 16)
      y = multiplied(y ^ number(Buffer.concat([data.subarray(at, at + 16), Buffer.alloc(16)]).subarray(0, 16)), h)
  }
  add(associated)
  add(cipher)
  return multiplied(y ^ ((BigInt(associated.length * 8) << 64n) | BigInt(cipher.length * 8)), h)
}

const counter = (nonce, n) => Buffer.concat([nonce, Buffer.from([n >>> 24, n >>> 16, n >>> 8, n].map((b) => b & 255))])

function sealed(key, nonce, associated, plain) {
  const cipher = Buffer.from(plain)
  for (let at = 0; at < plain.length; at += 16) {
    const stream = block(key, counter(nonce, 2 + at / 16))
    for (let i = at; i < Math.min(at + 16, plain.length); i++) cipher[i] ^= stream[i - at]
  }
  const tag = authentication(number(block(key, Buffer.alloc(16))), associated, cipher) ^ number(block(key, counter(nonce, 1)))
  return Buffer.concat([nonce, cipher, bytes(tag.toString(16).padStart(32, '0'))])
}

function checked(c) {
  const [message, key, whole] = [bytes(c.message), bytes(c.key), bytes(c.sealed)]
  return {
    hash: sm3([...message]) === c.hash,
    mac: sm3([...message], { key: c.key }) === c.mac,
    opens: whole.length >= 28 && sealed(key, whole.subarray(0, 12), bytes(c.associated), message).equals(whole),
    verifies: sm2.doVerifySignature([...message], c.signature, c.public_key, { der: true, hash: true }),
  }
}

function made(number) {
  const [message, associated, key] = [randomBytes(number % 200), randomBytes(number % 41), randomBytes(16)]
  const pair = sm2.generateKeyPairHex()
  return {
    associated: hex(associated), hash: sm3([...message]), key: hex(key), mac: sm3([...message], { key: hex(key) }),
    message: hex(message), public_key: pair.publicKey, sealed: hex(sealed(key, randomBytes(12), associated, message)),
    signature: sm2.doSignature([...message], pair.privateKey, { der: true, hash: true, publicKey: pair.publicKey }),
  }
}

// What stands or falls with each value of a case.
const bears = { associated: ['opens'], hash: ['hash'], key: ['mac', 'opens'], mac: ['mac'], public_key: ['verifies'], sealed: ['opens'],
  signature: ['verifies'], message: ['hash', 'mac', 'opens', 'verifies'] }

function twin(c) {
  const names = Object.keys(bears).filter((name) => c[name].length > 0)
  const name = names[randomInt(names.length)]
  const value = bytes(c[name])
  // The first byte tells the form of a point: sm-crypto does not look at it, the program takes 04 alone (signature_test).
  value[randomInt(name === 'public_key' ? 1 : 0, value.length)] ^= 1 << randomInt(8)
  return { name, changed: { ...c, [name]: hex(value) } }
}

let differences = 0
function compare(who, c, found, fallen = []) {
  for (const [what, holds] of Object.entries(found)) {
    if (holds === !fallen.includes(what)) continue
    differences++
    if (differences <= 5) console.log(`${who}: ${what} ${holds}: ${JSON.stringify(c)}`)
  }
}

const theirs = run(['make', String(count)])
if (theirs.length !== count) throw new Error(`${theirs.length} cases`)
for (const c of theirs) {
  compare('made by the program, checked by sm-crypto', c, checked(c))
  const { name, changed } = twin(c)
  compare(`the same with another ${name}`, changed, checked(changed), bears[name])
}

const ours = Array.from({ length: count }, (_, i) => made(i))
const twins = ours.map(twin)
const answers = run(['check'], [...ours, ...twins.map((t) => t.changed)].map((c) => JSON.stringify(c) + '\n').join(''))
if (answers.length !== 2 * count) throw new Error(`${answers.length} answers`)
ours.forEach((c, i) => compare('made by sm-crypto, checked by the program', c, answers[i]))
twins.forEach((t, i) => compare(`the same with another ${t.name}`, t.changed, answers[count + i], bears[t.name]))
console.log(JSON.stringify({ cases: count, differences }))
