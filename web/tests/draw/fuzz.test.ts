// Made-up input to everything that is parsed on people's own devices: slips, and evidence files on the offline page. The same
// inputs in every run; BOLE_FUZZ_INPUTS says how many for each (script/fuzz page).
import { describe, expect, it, vi } from 'vitest'
import { faceOf } from '../../src/offline/face'
import { checkSlip, findLeaf } from '../../src/offline/slipcheck'
import { offlineSteps } from '../../src/offline/steps'
import { Refused, utf8 } from '../../src/features/draw/protocol/bytes'
import { jcs, readJson, type Json, type JsonObject } from '../../src/features/draw/protocol/json'
import { verifySignature } from '../../src/features/draw/protocol/signature'
import { checkWhole } from '../../src/features/draw/protocol/whole'
import { commitTo, freshSlip, readSlip, slipPaper, valueFromPaper } from '../../src/features/draw/slip'
import { evidence, known, sealed, suite } from './evidence'
import { hex } from '../../src/features/draw/protocol/bytes'

const inputs = Number(import.meta.env.BOLE_FUZZ_INPUTS ?? 800)
/** No input may take longer, on a machine that builds beside. */
const longest_ms = 5_000

/** Numbers below n, the same for the same seed (mulberry32). */
function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  return { below: (n: number) => next() % n, of: <T>(list: readonly T[]): T => list[next() % list.length]! }
}
type Chance = ReturnType<typeof chance>

const scraps = ['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', '\\ud800', '\u0000', '\ufeff', '\ud83d', '﹏', '：', '\r\n', ' ', '-0', '1e9', '00', '9007199254740993', 'null', '__proto__', '凭条', '最终值：', 'f'.repeat(64), '['.repeat(80), '—']

function mutateText(text: string, by: Chance): string {
  let made = text
  for (let left = 1 + by.below(4); left; left--) {
    const at = by.below(made.length + 1)
    const to = Math.min(made.length, at + 1 + by.below(by.below(4) ? 8 : 400))
    const way = by.below(6)
    if (way === 0) made = made.slice(0, at) + made.slice(to)
    else if (way === 1) made = made.slice(0, at) + by.of(scraps) + made.slice(at)
    else if (way === 2) made = made.slice(0, to) + made.slice(at)
    else if (way === 3) made = made.slice(0, at) + String.fromCharCode(by.below(128)) + made.slice(at + 1)
    else if (way === 4) made = made.slice(0, at)
    else made = made.slice(0, at) + String.fromCharCode(made.charCodeAt(at) ^ (1 << by.below(5))) + made.slice(at + 1)
  }
  return made
}

function mutateBytes(text: string, by: Chance): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  for (let left = by.below(4); left && bytes.length; left--) bytes[by.below(bytes.length)] = by.below(256)
  return bytes
}

/** Every place in a document: who holds it, and by which name. */
function placesIn(value: Json, found: [holder: Json[] | JsonObject, name: string | number][] = []) {
  if (Array.isArray(value)) value.forEach((item, at) => placesIn(item, (found.push([value, at]), found)))
  else if (value && typeof value === 'object') for (const name of Object.keys(value)) placesIn(value[name]!, (found.push([value, name]), found))
  return found
}
const deep = (depth: number): Json => (depth ? [deep(depth - 1)] : 0)
const others: Json[] = [null, true, 0, 1, -1, 2 ** 31, 2 ** 53 - 1, '', '0', '没有', 'a'.repeat(300), '0'.repeat(64), '0'.repeat(32), '2026-99-99T99:99:99Z', [], {}, [[]], [null], [{}], deep(40), deep(62), { length: 5 }, ['0'.repeat(32), null]]

function mutateDocument(document: Json, by: Chance): Json {
  const made = JSON.parse(JSON.stringify(document)) as Json
  for (let left = 1 + by.below(3); left; left--) {
    const places = placesIn(made)
    if (!places.length) break
    // The leaves of the pool outnumber all else.
    const [holder, name] = by.of(by.below(2) ? places : places.filter(([within]) => !Array.isArray(within)))
    const held = holder as Record<string | number, Json>
    const way = by.below(5)
    if (way === 0) Array.isArray(holder) ? holder.splice(Number(name), 1) : delete held[name]
    else if (way === 1) Array.isArray(holder) ? holder.push(held[name]!) : (held[by.of(['x', '__proto__', 'constructor', 'beacon', 'out', 'draw_key', 'previous'])] = held[name]!)
    else if (way === 2) {
      const [other, place] = by.of(places)
      held[name] = structuredClone((other as Record<string | number, Json>)[place] ?? null)
    } else if (way === 3 && typeof held[name] === 'string') held[name] = mutateText(held[name], by)
    else if (way === 3 && typeof held[name] === 'number') held[name] += by.of([1, -1, 2 ** 20, 2 ** 40])
    else held[name] = structuredClone(by.of(others))
  }
  return made
}

const chinese = /[\u4e00-\u9fff]/
/** Tells which input it was. */
async function each(name: string, seed: number, work: (by: Chance) => unknown) {
  for (let n = 0; n < inputs; n++) {
    const began = performance.now()
    try {
      await work(chance(seed * 1_000_003 + n))
    } catch (error) {
      throw new Error(`${name}, input ${n}: ${error instanceof Error ? error.stack : String(error)}`, { cause: error })
    }
    const took = performance.now() - began
    if (took > longest_ms) throw new Error(`${name}, input ${n}: took ${Math.round(took)} ms`)
  }
}
/** What the page does with a file: read it, take every step, show what it says. */
async function onThePage(bytes: Uint8Array) {
  let file: Json
  try {
    file = readJson(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(Refused)
    return null
  }
  const steps = await checkWhole(file)
  for (const step of steps) {
    expect(offlineSteps[step.name].title).toMatch(chinese)
    if (step.good === false) expect(step.fault).toMatch(/./)
  }
  const face = faceOf(file)
  if (steps.every((step) => step.good)) expect(face).not.toBeNull()
  return { file, steps }
}

const text = new TextDecoder().decode(jcs(evidence()))
const limit = { timeout: Math.max(60_000, inputs * 100) }

describe('an evidence file of any shape', limit, () => {
  it('is taken or refused, whatever its bytes', () => each('bytes', 1, (by) => onThePage(mutateBytes(mutateText(text, by), by))))
  it('is told step by step, whatever its members', () => each('members', 2, (by) => onThePage(utf8(JSON.stringify(mutateDocument(evidence(), by)).replaceAll(/[\ud800-\udfff]/g, '')))))
  it('is read as any reader of JSON reads it', () =>
    each('reader', 3, (by) => {
      const made = mutateText(by.below(2) ? text.slice(0, 2000) : JSON.stringify(mutateDocument(known.plan!, by)), by)
      let value: Json
      try {
        value = readJson(made)
      } catch (error) {
        return expect(error).toBeInstanceOf(Refused)
      }
      expect(JSON.stringify(JSON.parse(made))).toBe(JSON.stringify(value))
    }))
})

describe('a slip of any shape', limit, () => {
  const { seal_hash, role } = { seal_hash: hex(sealed), role: 'supervisor' as const }
  const slip = commitTo({ ...freshSlip('r1', role, seal_hash), random: '5a'.repeat(32), commitKey: '11'.repeat(16), revealKey: '22'.repeat(16), text: '骰子 6 3 1' }, suite)
  const paper = slipPaper(slip, { activity: '评审', number: 'HD-1', round: 1, person: '某人' })
  const file = evidence()

  it('is told in Chinese line by line', () =>
    each('paper', 4, (by) => {
      const found = checkSlip(file, mutateText(paper, by))
      expect(found.length).toBeGreaterThan(0)
      for (const { text: line } of found) expect(line).toMatch(chinese)
    }))
  it('gives its own value or none', () =>
    each('value', 5, (by) => {
      const made = mutateText(paper, by)
      expect([null, slip.value]).toContain(valueFromPaper(made, suite, role, seal_hash, slip.commitment))
    }))
  it('in the storage is this slip, or none', () =>
    each('storage', 6, (by) => {
      const stored = JSON.stringify(slip)
      const made = by.below(2) ? mutateText(stored, by) : JSON.stringify(mutateDocument(JSON.parse(stored), by))
      const found = readSlip(made, 'r1', role)
      if (found) expect(slipPaper(found, { activity: '', number: '', round: 1, person: '' })).toMatch(chinese)
    }))
})

describe('a leaf looked for by anything', limit, () => {
  const [, entry] = (evidence().pool as [string, JsonObject][])[0]!
  it('is found or not, in Chinese', () =>
    each('leaf', 7, (by) => {
      const code = mutateText(by.below(2) ? String(entry.ref) : '7f'.repeat(32), by)
      expect(findLeaf(evidence(), { code, id: mutateText('E-1', by) }).text).toMatch(chinese)
    }))
})

describe('a signature of any form', limit, () => {
  vi.setConfig({ testTimeout: limit.timeout })
  it('holds or not', async () => {
    const by = chance(8)
    for (let n = 0; n < Math.min(inputs, 200); n++) {
      const bytes = (length: number) => Uint8Array.from({ length }, () => by.below(256))
      for (const [name, key] of [['sm', 65], ['intl', 32]] as const) expect(await verifySignature(name, bytes(by.of([0, 1, key])), bytes(4), bytes(by.of([0, 2, 8, 64, 70])))).toBe(false)
    }
  })
})
