import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '../../src/features/draw/protocol/bytes'
import { checkRound, type Known, type StepName } from '../../src/features/draw/protocol/check'
import { checkEvidence, readCheckpoint } from '../../src/features/draw/protocol/evidence'
import { suiteHash } from '../../src/features/draw/protocol/hash'
import type { Json, JsonObject } from '../../src/features/draw/protocol/json'
import { sealHash } from '../../src/features/draw/protocol/seal'
import { leafHash, rootOfPath, treeRoot } from '../../src/features/draw/protocol/tree'
import { drawn, evidence, known, planDocument, result, seal, sealed, signed } from './evidence'

const verdicts = (changes: Partial<Known>) => Object.fromEntries(checkRound({ ...known, ...changes }).map((step) => [step.name, step.good]))
const wrongWith = (changes: Partial<Known>) => checkRound({ ...known, ...changes }).flatMap((step): StepName[] => (step.good === false ? [step.name] : []))
const flipped = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1)

describe('checking a round', () => {
  it('passes all eight steps', () => expect(Object.values(verdicts({}))).toEqual(Array(8).fill(true)))
  it('takes no step for which something is missing', () => {
    expect(verdicts({ plan: undefined, reveals: undefined, commitments: undefined, pool: undefined, result: undefined, seals: undefined })).toEqual({ seal: true, plan: null, pool: null, commitments: null, seed: null, panel: null, result: null, rounds: null })
    expect(verdicts({ reveals: { operator: known.reveals!.operator! } })).toMatchObject({ commitments: true, seed: null })
  })
  it.each<[string, Partial<Known>, StepName[]]>([
    ['another hash of the seal', { sealHash: flipped(known.sealHash) }, ['seal']],
    ['another plan', { plan: { ...planDocument, substitutes: 9 } }, ['plan']],
    ['a value that was exchanged', { reveals: { ...known.reveals, operator: flipped(known.reveals!.operator!) } }, ['commitments', 'seed']],
    ['a server that reveals another secret', { reveals: { ...known.reveals, server: flipped(known.reveals!.server!) } }, ['commitments', 'seed']],
    ['a commitment that was exchanged', { commitments: { ...known.commitments, supervisor: flipped(known.commitments!.supervisor!) } }, ['commitments']],
    ['someone missing from the pool', { pool: known.pool!.slice(1) }, ['pool']],
    ['another salt', { pool: known.pool!.map((leaf, at) => (at ? leaf : { ...leaf, salt: flipped(leaf.salt!) })) }, ['pool']],
    ['the pool in another order', { pool: [...known.pool!].reverse() }, ['pool']],
    ['a later attempt', { result: { ...result, attempt: drawn.attempt + 1 } }, ['panel', 'result']],
    ['an attempt that fails', { result: { ...result, attempt: 0 } }, ['panel', 'result']],
    ['another seed', { result: { ...result, seed: flipped(String(result.seed)) } }, ['seed', 'panel', 'result']],
    ['two people exchanged', { result: { ...result, panel: [drawn.panel[0]!, [...drawn.panel[1]!].reverse(), drawn.panel[2]!] } }, ['panel', 'result']],
    ['another order of substitutes', { result: { ...result, substitutes: drawn.substitutes.map((order) => [...order].reverse()) } }, ['panel', 'result']],
    ['another hash of the result', { resultHash: flipped(known.resultHash!) }, ['result']],
    ['no seal of this round among the rounds', { seals: [] }, ['rounds']],
    ['a round too many', { seals: [seal, seal] }, ['rounds']],
  ])('finds %s', (_, changes, wrong) => expect(wrongWith(changes)).toEqual(wrong))

  it('follows the rounds as papers give them', () => {
    const line = { round: 1, seal_hash: known.sealHash }
    expect(verdicts({ seals: undefined, lines: [line] }).rounds).toBe(true)
    const next = { round: 2, seal_hash: flipped(known.sealHash), previous: known.sealHash }
    expect(verdicts({ seals: undefined, lines: [line, next] }).rounds).toBe(true)
    for (const lines of [[], [next], [line, { ...next, previous: next.seal_hash }], [line, { ...next, round: 3 }], [{ ...line, seal_hash: next.seal_hash }]]) expect(verdicts({ seals: undefined, lines }).rounds).toBe(false)
  })
})

describe('inclusion', () => {
  const hash = suiteHash('sm')
  const leaves = Array.from({ length: 13 }, (_, at) => utf8(`entry ${at}`))
  const path = (index: number, from: number, size: number): Uint8Array[] => {
    if (size === 1) return []
    let split = 1
    while (2 * split < size) split *= 2
    return index < split
      ? [...path(index, from, split), treeRoot(hash, leaves.slice(from + split, from + size))]
      : [...path(index - split, from + split, size - split), treeRoot(hash, leaves.slice(from, from + split))]
  }
  it('leads from every leaf to the root, and from nowhere else', () => {
    for (let size = 1; size <= leaves.length; size++) {
      const root = hex(treeRoot(hash, leaves.slice(0, size)))
      for (let index = 0; index < size; index++) {
        const steps = path(index, 0, size)
        const rootFrom = (at: number, of: number, proof: Uint8Array[]) => {
          const found = rootOfPath(hash, leafHash(hash, leaves[index]!), at, of, proof)
          return found && hex(found)
        }
        expect(rootFrom(index, size, steps)).toBe(root)
        expect(rootFrom(index + 1, size, steps)).not.toBe(root)
        expect(rootFrom(index, size, [...steps, new Uint8Array(32)])).not.toBe(root)
        if (steps.length) expect(rootFrom(index, size, steps.slice(1))).not.toBe(root)
      }
    }
  })
  it('reads a checkpoint', () => {
    expect(readCheckpoint('bole.example\n13\nAAECAw==\n\n— bole.example xyz\n')).toEqual({ origin: 'bole.example', size: 13, root: Uint8Array.of(0, 1, 2, 3) })
    for (const wrong of ['', 'a', 'a\n01\nAAEC', 'a\n1\n*']) expect(() => readCheckpoint(wrong)).toThrow()
  })
})

describe('an evidence file', () => {
  const kept = { sealHash: known.sealHash, resultHash: known.resultHash! }
  const wrong = (file: Json, own = kept) => checkEvidence(file, own).flatMap((step) => (step.good === false ? [step.name] : []))
  it('passes', () => expect(checkEvidence(evidence(), kept).map((step) => step.good)).toEqual(Array(9).fill(true)))
  it('of another draw does not', () => {
    expect(wrong(evidence(), { ...kept, sealHash: flipped(kept.sealHash) })).toEqual(['seal'])
    expect(wrong(evidence(), { ...kept, resultHash: flipped(kept.resultHash) })).toEqual(['result'])
  })
  it('whose entries are not in the ledger, or in another order, does not', () => {
    const ledgerOf = (file: JsonObject) => file.ledger as { checkpoint: string; entries: { index: number; leaf: [string, JsonObject]; proof: string[] }[] }
    const altered = evidence()
    ledgerOf(altered).entries[3]!.leaf[1].at = '2026-11-24T01:00:03.001Z'
    expect(wrong(altered)).toEqual(['ledger'])
    const early = evidence()
    const events = ledgerOf(early).entries.map(({ leaf: [, body] }): [string, JsonObject] => [String(body.type), body.data as JsonObject])
    expect(wrong(signed([events[0]!, events[1]!, events[3]!, events[2]!, ...events.slice(4)]))).toEqual(['ledger'])
    expect(wrong(signed(events.slice(0, -1)))).toEqual(['ledger'])
    expect(wrong(signed([...events, ['draw.voided/1', { seal_hash: hex(sealed), cause: 'stopped', role: 'operator', text: '' }]]))).toEqual(['ledger'])
  })
  it('that is no evidence file does not', () => {
    for (const file of [null, [], {}, { format: 'bole-draw-evidence/1' }, { ...evidence(), format: 'x' }] as Json[]) expect(wrong(file)).toEqual(['seal'])
    expect(hex(sealHash(seal))).toBe(hex(fromHex(known.sealHash, 32)))
  })
})
