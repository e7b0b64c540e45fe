/** Checks signatures of the ledger's key: SM2 with SM3 (id 1234567812345678, DER) and Ed25519. Nothing is signed here. */
import { concat, fromHex, hex, utf8 } from './bytes'
import { digest, sm3, type SuiteName } from './hash'

const mod = (value: bigint, by: bigint) => ((value % by) + by) % by

function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n]
  while (b) {
    const quotient = a / b
    ;[a, b] = [b, a % b]
    ;[x, y] = [y, x - quotient * y]
  }
  return mod(x, by)
}

function power(base: bigint, exponent: bigint, by: bigint): bigint {
  let result = 1n
  for (let square = mod(base, by), left = exponent; left; left >>= 1n, square = (square * square) % by) if (left & 1n) result = (result * square) % by
  return result
}

const toNumber = (bytes: Uint8Array) => BigInt(`0x${hex(bytes) || '0'}`)
const toBytes = (value: bigint) => fromHex(value.toString(16).padStart(64, '0'), 32)

// --- SM2: y² = x³ − 3x + b over p ---

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
type Point = { x: bigint; y: bigint } | null
const generator: Point = { x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n }

function add(one: Point, other: Point): Point {
  if (!one || !other) return one ?? other
  if (one.x === other.x && mod(one.y + other.y, p) === 0n) return null
  const slope = one.x === other.x ? mod((3n * one.x * one.x - 3n) * inverse(2n * one.y, p), p) : mod((other.y - one.y) * inverse(other.x - one.x, p), p)
  const x = mod(slope * slope - one.x - other.x, p)
  return { x, y: mod(slope * (one.x - x) - one.y, p) }
}

function times(point: Point, factor: bigint): Point {
  let result: Point = null
  for (let doubled = point, left = factor; left; left >>= 1n, doubled = add(doubled, doubled)) if (left & 1n) result = add(result, doubled)
  return result
}

/** The two numbers of a signature in DER; null for any other form. */
function readDer(signature: Uint8Array): [bigint, bigint] | null {
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2) return null
  const numbers: bigint[] = []
  let at = 2
  while (at < signature.length) {
    const length = signature[at + 1] ?? 0
    const bytes = signature.subarray(at + 2, at + 2 + length)
    const padded = bytes[0] === 0 && length > 1 && bytes[1]! < 0x80
    if (signature[at] !== 2 || length === 0 || bytes.length !== length || bytes[0]! >= 0x80 || padded) return null
    numbers.push(toNumber(bytes))
    at += 2 + length
  }
  return numbers.length === 2 ? [numbers[0]!, numbers[1]!] : null
}

export function verifySm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 65 || publicKey[0] !== 4) return false
  const key = { x: toNumber(publicKey.subarray(1, 33)), y: toNumber(publicKey.subarray(33)) }
  if (key.x >= p || key.y >= p || mod(key.y * key.y - key.x ** 3n + 3n * key.x - b, p) !== 0n) return false
  const numbers = readDer(signature)
  if (!numbers) return false
  const [r, s] = numbers
  if (r < 1n || r >= n || s < 1n || s >= n) return false
  const z = digest(sm3, concat(Uint8Array.of(0, 128), utf8('1234567812345678'), toBytes(p - 3n), toBytes(b), toBytes(generator!.x), toBytes(generator!.y), publicKey.subarray(1)))
  const e = toNumber(digest(sm3, z, message))
  const t = mod(r + s, n)
  const point = t === 0n ? null : add(times(generator, s), times(key, t))
  return point !== null && mod(e + point.x, n) === r
}

// --- Ed25519: −x² + y² = 1 + d x² y² over q (RFC 8032) ---

const q = 2n ** 255n - 19n
const order = 2n ** 252n + 27742317777372353535851937790883648493n
const d = mod(-121665n * inverse(121666n, q), q)
const rootOfMinusOne = power(2n, (q - 1n) / 4n, q)
type Projective = [x: bigint, y: bigint, z: bigint]

function addEdwards([x1, y1, z1]: Projective, [x2, y2, z2]: Projective): Projective {
  const a = (z1 * z2) % q
  const square = (a * a) % q
  const c = (x1 * x2) % q
  const e = (y1 * y2) % q
  const f = (((d * c) % q) * e) % q
  const g = mod(square - f, q)
  const h = (square + f) % q
  return [mod(((a * g) % q) * ((x1 + y1) * (x2 + y2) - c - e), q), mod(((a * h) % q) * (e + c), q), (g * h) % q]
}

function timesEdwards(point: Projective, factor: bigint): Projective {
  let result: Projective = [0n, 1n, 1n]
  for (let doubled = point, left = factor; left; left >>= 1n, doubled = addEdwards(doubled, doubled)) if (left & 1n) result = addEdwards(result, doubled)
  return result
}

const littleEndian = (bytes: Uint8Array) => toNumber(Uint8Array.from(bytes).reverse())

function readEdwards(bytes: Uint8Array): Projective | null {
  const packed = littleEndian(bytes)
  const y = packed & (2n ** 255n - 1n)
  if (y >= q) return null
  const square = mod((y * y - 1n) * inverse(d * y * y + 1n, q), q)
  let x = power(square, (q + 3n) / 8n, q)
  if (mod(x * x - square, q) !== 0n) x = mod(x * rootOfMinusOne, q)
  if (mod(x * x - square, q) !== 0n) return null
  const odd = packed >> 255n
  if (x === 0n && odd) return null
  return [(x & 1n) === odd ? x : q - x, y, 1n]
}

const base = readEdwards(Uint8Array.from({ length: 32 }, (_, at) => (at ? 0x66 : 0x58)))!

export async function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = readEdwards(publicKey)
  const first = readEdwards(signature.subarray(0, 32))
  const s = littleEndian(signature.subarray(32))
  if (!key || !first || s >= order) return false
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-512', Uint8Array.from(concat(signature.subarray(0, 32), publicKey, message))))
  const left = timesEdwards(base, s)
  const right = addEdwards(first, timesEdwards(key, mod(littleEndian(hash), order)))
  return mod(left[0] * right[2] - right[0] * left[2], q) === 0n && mod(left[1] * right[2] - right[1] * left[2], q) === 0n
}

export async function verifySignature(suite: SuiteName, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return suite === 'sm' ? verifySm2(publicKey, message, signature) : verifyEd25519(publicKey, message, signature)
}
