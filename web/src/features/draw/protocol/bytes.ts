/** Bytes, hex and UTF-8, as draw.md uses them. Everything that is not exactly right is refused. */

export class Refused extends Error {}

export function refuse(what: string): never {
  throw new Refused(what)
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** True when the text has a UTF-8 form: no unpaired surrogate. */
export function wellFormed(text: string): boolean {
  return !loneSurrogate.test(text)
}

export function utf8(text: string): Uint8Array {
  if (!wellFormed(text)) refuse('text has an unpaired surrogate')
  return new TextEncoder().encode(text)
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** "label" ‖ 0 ‖ part ‖ 0 ‖ part …: each part but the last ends with the byte 00. */
export function zeroSeparated(...parts: (Uint8Array | string)[]): Uint8Array {
  const zero = new Uint8Array(1)
  return concat(...parts.flatMap((part, at) => [typeof part === 'string' ? utf8(part) : part, ...(at + 1 < parts.length ? [zero] : [])]))
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** Reads lower-case hex of exactly `length` bytes. */
export function fromHex(text: unknown, length: number): Uint8Array {
  if (typeof text !== 'string' || text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) refuse(`not ${length} bytes of lower-case hex`)
  return Uint8Array.from({ length }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16))
}

export function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) refuse(`not ${length} bytes`)
  return bytes
}

export function u32be(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** For 0 ≤ value ≤ 2^53 − 1. */
export function u64be(value: number): Uint8Array {
  return concat(u32be(Math.floor(value / 2 ** 32)), u32be(value >>> 0))
}
