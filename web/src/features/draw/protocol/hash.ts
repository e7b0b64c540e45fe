/**
 * SHA-256 and SM3 in plain TypeScript: on a plain-HTTP address of the local network browsers have no crypto.subtle,
 * and SM3 they never have. Both work on blocks of 64 bytes with eight words of state and the same padding.
 */
import { concat } from './bytes'

export interface BlockHash {
  initial: Uint32Array
  /** Mixes the block at `at` into the state, in place. */
  compress(state: Uint32Array, block: Uint8Array, at: number): void
}

const rotl = (x: number, n: number) => (x << n) | (x >>> (32 - n))
const rotr = (x: number, n: number) => (x >>> n) | (x << (32 - n))
const word = (block: Uint8Array, at: number) => (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!

// The constants of FIPS 180-4: fractional parts of the roots of the first primes.
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n)
  return found
}

/** The first 32 bits of the fractional part of the n-th root of p, by whole numbers only. */
function rootBits(p: number, n: bigint): number {
  const target = BigInt(p) << (32n * n)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** n <= target) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}

const sha256Constants = Uint32Array.from(primes(64), (p) => rootBits(p, 3n))
const sha256Words = new Uint32Array(64)

export const sha256: BlockHash = {
  initial: Uint32Array.from(primes(8), (p) => rootBits(p, 2n)),
  compress(state, block, at) {
    const w = sha256Words
    for (let t = 0; t < 16; t++) w[t] = word(block, at + 4 * t)
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15]!
      const y = w[t - 2]!
      w[t] = (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10)) + w[t - 7]! + (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) + w[t - 16]!
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
    for (let t = 0; t < 64; t++) {
      const one = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + sha256Constants[t]! + w[t]!) | 0
      const two = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    const mixed = [a, b, c, d, e, f, g, h]
    for (let i = 0; i < 8; i++) state[i] = state[i]! + mixed[i]!
  },
}

const sm3Words = new Uint32Array(68)
const p0 = (x: number) => x ^ rotl(x, 9) ^ rotl(x, 17)
const p1 = (x: number) => x ^ rotl(x, 15) ^ rotl(x, 23)

/** GB/T 32905-2016. */
export const sm3: BlockHash = {
  initial: Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e),
  compress(state, block, at) {
    const w = sm3Words
    for (let t = 0; t < 16; t++) w[t] = word(block, at + 4 * t)
    for (let t = 16; t < 68; t++) w[t] = p1(w[t - 16]! ^ w[t - 9]! ^ rotl(w[t - 3]!, 15)) ^ rotl(w[t - 13]!, 7) ^ w[t - 6]!
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
    for (let t = 0; t < 64; t++) {
      const early = t < 16
      const turned = rotl(a, 12)
      const ss1 = rotl((turned + e + rotl(early ? 0x79cc4519 : 0x7a879d8a, t % 32)) | 0, 7)
      const tt1 = ((early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ turned) + (w[t]! ^ w[t + 4]!)) | 0
      const tt2 = ((early ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[t]!) | 0
      d = c
      c = rotl(b, 9)
      b = a
      a = tt1
      h = g
      g = rotl(f, 19)
      f = e
      e = p0(tt2)
    }
    const mixed = [a, b, c, d, e, f, g, h]
    for (let i = 0; i < 8; i++) state[i] = state[i]! ^ mixed[i]!
  },
}

/** Goes on from `state`, which has already taken in `before` bytes (whole blocks). */
function finish(hash: BlockHash, from: Uint32Array, before: number, data: Uint8Array): Uint8Array {
  const state = from.slice()
  const padded = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64)
  padded.set(data)
  padded[data.length] = 0x80
  const bits = (before + data.length) * 8
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bits / 2 ** 32))
  view.setUint32(padded.length - 4, bits >>> 0)
  for (let at = 0; at < padded.length; at += 64) hash.compress(state, padded, at)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  state.forEach((value, i) => out.setUint32(4 * i, value))
  return digest
}

export function digest(hash: BlockHash, ...parts: Uint8Array[]): Uint8Array {
  return finish(hash, hash.initial, 0, parts.length === 1 ? parts[0]! : concat(...parts))
}

/** HMAC (RFC 2104) with the key taken in once, for many messages. */
export function hmac(hash: BlockHash, key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const short = key.length > 64 ? digest(hash, key) : key
  const keyed = (pad: number) => {
    const block = new Uint8Array(64).fill(pad)
    short.forEach((byte, at) => (block[at] = byte ^ pad))
    const state = hash.initial.slice()
    hash.compress(state, block, 0)
    return state
  }
  const inner = keyed(0x36)
  const outer = keyed(0x5c)
  return (message) => finish(hash, outer, 64, finish(hash, inner, 64, message))
}

export type SuiteName = 'sm' | 'intl'

/** H of a suite; both give 32 bytes. */
export function suiteHash(suite: SuiteName): BlockHash {
  return suite === 'sm' ? sm3 : sha256
}
