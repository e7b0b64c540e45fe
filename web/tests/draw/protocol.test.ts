import { describe, expect, it } from 'vitest'
import { concat, fromHex, hex, Refused, u64be, utf8 } from '../../src/features/draw/protocol/bytes'
import { digest, hmac, sha256, sm3 } from '../../src/features/draw/protocol/hash'
import { depthOf, jcs, readJson, type Json } from '../../src/features/draw/protocol/json'
import { drawPanel, streams } from '../../src/features/draw/protocol/panel'
import { readPlan } from '../../src/features/draw/protocol/plan'
import { readEntry } from '../../src/features/draw/protocol/pool'
import { checkSeal, contribution } from '../../src/features/draw/protocol/seal'
import { treeRoot } from '../../src/features/draw/protocol/tree'

// The browser's own implementation, which the tests may use though pages on plain HTTP cannot.
const theirs = async (data: Uint8Array) => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', data as BufferSource)))
const theirMac = async (key: Uint8Array, data: Uint8Array) => {
  const imported = await crypto.subtle.importKey('raw', key as BufferSource, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', imported, data as BufferSource)))
}

const text = (value: Json) => new TextDecoder().decode(jcs(value))
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('hashes', () => {
  it('SHA-256 at every length around the blocks, against the platform', async () => {
    for (let length = 0; length < 200; length++) {
      const data = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 255)
      expect(hex(digest(sha256, data))).toBe(await theirs(data))
    }
  })
  it('SM3: examples of GB/T 32905', () => {
    expect(hex(digest(sm3, utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(hex(digest(sm3, utf8('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })
  it('HMAC with short, block-long and longer keys', async () => {
    for (const length of [1, 32, 63, 64, 65, 131]) {
      const key = new Uint8Array(length).fill(0xaa)
      const mac = hmac(sha256, key)
      for (const message of ['', 'Hi There', 'x'.repeat(200)]) expect(hex(mac(utf8(message)))).toBe(await theirMac(key, utf8(message)))
    }
  })
  it('a contribution is SHA-256(random ‖ text)', async () => {
    const random = new Uint8Array(32).fill(9)
    expect(hex(contribution(random, '骰子 4 2'))).toBe(await theirs(concat(random, utf8('骰子 4 2'))))
  })
})

describe('documents', () => {
  it.each([
    ['{"b":1,"a":[true,null,"x"]}', '{"a":[true,null,"x"],"b":1}'],
    ['{"\\ufb33":1,"\\ud83d\\ude00":2,"\\r":3,"1":4,"é":5}', `{"\\r":3,"1":4,"é":5,"\u{1f600}":2,"\ufb33":1}`],
    ['"\\u0000\\u001f\\b\\/\\u007f\\u2028"', '"\\u0000\\u001f\\b/\u007f\u2028"'],
    ['[9007199254740991,-9007199254740991,0]', '[9007199254740991,-9007199254740991,0]'],
    ['{"__proto__":{"x":1},"constructor":2}', '{"__proto__":{"x":1},"constructor":2}'],
    [' [ ] ', '[]'],
    ['"\\ufeff"', '"\ufeff"'],
    [nested(64), nested(64)],
  ])('reads and writes %s', (source, written) => expect(text(readJson(source))).toBe(written))

  it.each([
    ['{"a":1,"a":2}'],
    ['{"a":1,"\\u0061":2}'],
    ['1.0'],
    ['1e2'],
    ['-0'],
    ['01'],
    ['+1'],
    ['9007199254740992'],
    ['-9007199254740993'],
    ['"\\ud800"'],
    ['"\\udc00\\ud800"'],
    ['"\ud800"'],
    ['"\\x"'],
    ['"a\nb"'],
    ['[1,]'],
    ['{"a":1,}'],
    ['{a:1}'],
    ['[1'],
    ['"a'],
    ['1 2'],
    [''],
    ['nul'],
    ['[NaN]'],
    ['\ufeff[]'],
    ['\u00a0[]'],
    [nested(65)],
  ])('refuses %s', (source) => expect(() => readJson(source)).toThrow(Refused))

  it('refuses what is not UTF-8', () => {
    for (const bytes of [[0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xff, 0x22], [0xef, 0xbb, 0xbf, 0x5b, 0x5d]]) expect(() => readJson(Uint8Array.from(bytes))).toThrow(Refused)
  })
  it('writes nothing that it would not read', () => {
    for (const value of [1.5, -0, 2 ** 53, NaN, '\ud800', readJson(nested(64))].map((item) => [item] as Json)) expect(() => jcs(value)).toThrow(Refused)
    expect(depthOf(readJson('{"a":[{}]}'))).toBe(3)
  })
})

describe('tree', () => {
  // Roots of RFC 9162's recursive definition, spelt out apart from the program.
  const node = (...parts: Uint8Array[]) => digest(sha256, ...parts)
  const defined = (leaves: Uint8Array[]): Uint8Array => {
    if (leaves.length === 0) return node()
    if (leaves.length === 1) return node(Uint8Array.of(0), leaves[0]!)
    let split = 1
    while (2 * split < leaves.length) split *= 2
    return node(Uint8Array.of(1), defined(leaves.slice(0, split)), defined(leaves.slice(split)))
  }
  it('has the shape of the definition at sizes 0 to 40', () => {
    for (let size = 0; size <= 40; size++) {
      const leaves = Array.from({ length: size }, (_, at) => utf8(`leaf ${at}`))
      expect(hex(treeRoot(sha256, leaves))).toBe(hex(defined(leaves)))
    }
  })
})

describe('numbers', () => {
  const seed = new Uint8Array(32).fill(7)
  // The same stream read with BigInt.
  function* words(label: string, k: number) {
    for (let i = 1; ; i++) {
      const block = hmac(sha256, seed)(concat(Uint8Array.of(0, 0, 0, i), utf8(label), new Uint8Array(1), u64be(k)))
      for (let at = 0; at < 32; at += 8) yield BigInt(`0x${hex(block.subarray(at, at + 8))}`)
    }
  }
  it.each([1, 2, 3, 7, 239, 65536, 99_991, 2 ** 20 + 7, 2 ** 21])('uniform(%i) as 64-bit words give it', (m) => {
    const stream = streams('intl', seed)('panel', 5)
    const word = words('panel', 5)
    const limit = 2n ** 64n - (2n ** 64n % BigInt(m))
    for (let n = 0; n < 200; n++) {
      let x = word.next().value as bigint
      while (x >= limit) x = word.next().value as bigint
      expect(stream.uniform(m)).toBe(Number(x % BigInt(m)))
    }
  })
  it('u64be keeps 53 bits', () => expect(hex(u64be(2 ** 53 - 1))).toBe('001fffffffffffff'))
})

describe('panel', () => {
  const ref = (n: number) => n.toString(16).padStart(32, '0')
  const plan = readPlan({ groups: [{ name: 'A', seats: 2 }, { name: 'B', seats: 1 }], panel: [{ tag: 'sex', value: '女', min: 1 }, { tag: 'unit', max: 1 }], substitutes: 2 })
  const entry = (n: number, groups: number[], sex: string, unit: number) => readEntry({ excluded: [], groups, ref: ref(n), tags: { sex, unit: ref(unit) } }, plan)
  const pool = [entry(1, [0], '男', 1), entry(2, [0, 1], '男', 2), entry(3, [0], '女', 3), entry(4, [1], '男', 1), entry(5, [0, 1], '男', 4)]

  it('every feasible panel about equally often', () => {
    const seen = new Map<string, number>()
    const rounds = 1500
    for (let n = 0; n < rounds; n++) {
      const drawn = drawPanel(plan, pool, streams('sm', new Uint8Array(32).fill(n & 255).fill(n >> 8, 0, 16)))!
      const [a, b] = drawn.panel
      const key = `${[...a!].sort().join()}|${b!.join()}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    // {1,3}×{2,5}, {2,3}×{4,5}, {3,5}×{2,4}
    expect(seen.size).toBe(6)
    for (const count of seen.values()) expect(Math.abs(count - rounds / 6)).toBeLessThan(70)
  })
  it('gives up after the attempts it may make, and refuses too few people', () => {
    const never = readPlan({ groups: [{ name: 'A', seats: 2 }], panel: [{ tag: 'unit', max: 0 }], substitutes: 0 })
    const heard: number[][] = []
    expect(drawPanel(never, pool, streams('sm', new Uint8Array(32)), 25_000, (made, most) => heard.push([made, most]))).toBeNull()
    expect(heard).toEqual([[10_000, 25_000], [20_000, 25_000]])
    expect(() => drawPanel(plan, pool.slice(3, 4), streams('sm', new Uint8Array(32)))).toThrow(Refused)
  })
})

describe('plans, entries, seals', () => {
  const group = { name: 'A', seats: 1 }
  it.each<[string, Json]>([
    ['no group', { groups: [], panel: [], substitutes: 0 }],
    ['no seat', { groups: [{ name: 'A', seats: 0 }], panel: [], substitutes: 0 }],
    ['substitutes missing', { groups: [group], panel: [] }],
    ['max and min without value', { groups: [group], panel: [{ tag: 'sex', min: 0, max: 1 }], substitutes: 0 }],
    ['no bound', { groups: [group], panel: [{ tag: 'sex', value: '女' }], substitutes: 0 }],
    ['min above max', { groups: [group], panel: [{ tag: 'sex', value: '女', min: 2, max: 1 }], substitutes: 0 }],
    ['a named unit', { groups: [group], panel: [{ tag: 'unit', value: 'x', max: 1 }], substitutes: 0 }],
    ['another member', { groups: [group], panel: [{ tag: 'unit', max: 1, note: '' }], substitutes: 0 }],
    ['empty beacon', { groups: [group], panel: [], substitutes: 0, beacon: { source: '' } }],
    ['too deep', { groups: [group], panel: [], substitutes: 0, x: readJson(nested(60)) }],
  ])('refuses a plan: %s', (_, plan) => expect(() => readPlan(plan)).toThrow(Refused))

  const plan = readPlan({ groups: [group, group], panel: [{ tag: 'sex', max: 1 }], substitutes: 0 })
  const ref = '00'.repeat(16)
  it.each<[string, Json]>([
    ['neither group nor reason', { excluded: [], groups: [], ref, tags: {} }],
    ['whole reason with a group', { excluded: ['14.4.4'], groups: [0], ref, tags: {} }],
    ['reason for its own group', { excluded: ['14.4.4@0'], groups: [0], ref, tags: {} }],
    ['no_group and another', { excluded: ['13', 'no_group'], groups: [], ref, tags: {} }],
    ['no_group@1', { excluded: ['no_group@1'], groups: [], ref, tags: {} }],
    ['group out of range', { excluded: [], groups: [2], ref, tags: {} }],
    ['groups repeated', { excluded: [], groups: [0, 0], ref, tags: {} }],
    ['reasons out of order', { excluded: ['b', 'a'], groups: [], ref, tags: {} }],
    ['a tag that no condition names', { excluded: [], groups: [0], ref, tags: { city: 'x' } }],
    ['upper-case ref', { excluded: [], groups: [0], ref: 'AA'.repeat(16), tags: {} }],
    ['another member', { excluded: [], groups: [0], ref, tags: {}, name: 'x' }],
  ])('refuses an entry: %s', (_, entry) => expect(() => readEntry(entry, plan)).toThrow(Refused))

  const hash = 'ab'.repeat(32)
  const seal = { activity: 'a', counts: { eligible: [1], excluded: {}, total: 1 }, format: 'bole-draw/1', key: hash, ledger_size: 3, origin: 'bole.example', out: hash, plan: hash, pool: hash, round: 1, sealed_at: '2026-11-24T09:26:04.000+08:00', server: hash, suite: 'sm' }
  it('takes a right seal', () => {
    expect(() => checkSeal(seal)).not.toThrow()
    expect(() => checkSeal({ ...seal, round: 2, previous: hash })).not.toThrow()
  })
  it.each<[string, Json]>([
    ['round 0', { ...seal, round: 0 }],
    ['round 2 without the one before', { ...seal, round: 2 }],
    ['round 1 with one before', { ...seal, previous: hash }],
    ['white space in origin', { ...seal, origin: 'a b' }],
    ['unknown suite', { ...seal, suite: 'md5' }],
    ['time without zone', { ...seal, sealed_at: '2026-11-24T09:26:04' }],
    ['short hash', { ...seal, pool: 'ab' }],
    ['other counts', { ...seal, counts: { eligible: [1], total: 1 } }],
  ])('refuses a seal: %s', (_, wrong) => expect(() => checkSeal(wrong)).toThrow(Refused))
  it('fromHex takes lower case of the exact length', () => {
    for (const wrong of ['AB', 'abc', 'a', 'zz', '']) expect(() => fromHex(wrong, 1)).toThrow(Refused)
  })
})
