/** Documents of the draw: a strict reader, and the writer of RFC 8785 (JCS). */
import { refuse, utf8, wellFormed } from './bytes'

export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json
}

const maxDepth = 64

class Reader {
  private at = 0
  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value(1)
    this.space()
    if (this.at < this.text.length) refuse('text after the document')
    return value
  }

  private space() {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  private take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private value(depth: number): Json {
    this.space()
    if (this.take('{')) return this.object(depth)
    if (this.take('[')) return this.array(depth)
    if (this.take('"')) return this.string()
    if (this.take('null')) return null
    if (this.take('true')) return true
    if (this.take('false')) return false
    return this.number()
  }

  private object(depth: number): JsonObject {
    if (depth > maxDepth) refuse('nested too deep')
    const object = Object.create(null) as JsonObject
    this.space()
    if (this.take('}')) return object
    do {
      this.space()
      if (!this.take('"')) refuse('a member needs a name')
      const name = this.string()
      if (name in object) refuse('a name is repeated')
      this.space()
      if (!this.take(':')) refuse('a member needs a value')
      object[name] = this.value(depth + 1)
      this.space()
    } while (this.take(','))
    if (!this.take('}')) refuse('an object is not closed')
    return object
  }

  private array(depth: number): Json[] {
    if (depth > maxDepth) refuse('nested too deep')
    const array: Json[] = []
    this.space()
    if (this.take(']')) return array
    do {
      array.push(this.value(depth + 1))
      this.space()
    } while (this.take(','))
    if (!this.take(']')) refuse('an array is not closed')
    return array
  }

  private number(): number {
    const found = /-?(?:0|[1-9][0-9]*)/y
    found.lastIndex = this.at
    const text = found.exec(this.text)?.[0] ?? refuse('not a value')
    this.at += text.length
    if (/[0-9.eE+-]/.test(this.text[this.at] ?? '')) refuse('not an integer')
    const value = Number(text)
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) refuse('an integer is out of range')
    return value
  }

  private string(): string {
    let text = ''
    for (;;) {
      const plain = /[^"\\\u0000-\u001f]*/y
      plain.lastIndex = this.at
      const run = plain.exec(this.text)![0]
      text += run
      this.at += run.length
      if (this.take('"')) break
      if (!this.take('\\')) refuse('a string holds a control character or is not closed')
      text += this.escape()
    }
    if (!wellFormed(text)) refuse('a string has an unpaired surrogate')
    return text
  }

  private escape(): string {
    const short: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
    const kind = this.text[this.at++] ?? ''
    if (kind === 'u') {
      const digits = this.text.slice(this.at, this.at + 4)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) refuse('an escape is unfinished')
      this.at += 4
      return String.fromCharCode(parseInt(digits, 16))
    }
    return Object.hasOwn(short, kind) ? short[kind]! : refuse('an unknown escape')
  }
}

/** Reads one document; refuses what draw.md (Notation) says is refused. */
export function readJson(source: Uint8Array | string): Json {
  let text: string
  if (typeof source === 'string') {
    if (!wellFormed(source)) refuse('text has an unpaired surrogate')
    text = source
  } else {
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source)
    } catch {
      refuse('not UTF-8')
    }
  }
  if (text.startsWith('\ufeff')) refuse('a byte order mark at the start')
  return new Reader(text).document()
}

function write(value: Json, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) refuse('not an integer within ±(2^53 − 1)')
    return String(value)
  }
  if (typeof value === 'string') {
    if (!wellFormed(value)) refuse('a string has an unpaired surrogate')
    return JSON.stringify(value)
  }
  if (typeof value !== 'object') refuse('not a document')
  if (depth > maxDepth) refuse('nested too deep')
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  // RFC 8785, 3.2.3: names by their UTF-16 code units, which is how sort() compares.
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${write(name, depth)}:${write(value[name]!, depth + 1)}`).join(',')}}`
}

/** JCS(x). */
export function jcs(value: Json): Uint8Array {
  return utf8(write(value, 1))
}

/** How deep a document nests; the outermost object counts 1, a bare value 0. */
export function depthOf(value: Json): number {
  if (value === null || typeof value !== 'object') return 0
  const inner = Array.isArray(value) ? value : Object.values(value)
  return 1 + inner.reduce<number>((deepest, item) => Math.max(deepest, depthOf(item)), 0)
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
