// An evidence file of one round, without signatures.
import { concat, hex } from '../../src/features/draw/protocol/bytes'
import type { Known } from '../../src/features/draw/protocol/check'
import { digest, suiteHash } from '../../src/features/draw/protocol/hash'
import { jcs, type Json, type JsonObject } from '../../src/features/draw/protocol/json'
import { drawPanel, streams } from '../../src/features/draw/protocol/panel'
import { personCommitment, resultHash } from '../../src/features/draw/protocol/seal'
import { leafHash } from '../../src/features/draw/protocol/tree'
import { build, read, type Case } from './cases'

// Case 1 has one round and no beacon.
const built = build(read('0001.case.json') as unknown as Case)
export const { suite, seal, sealed } = built
const { pool, values, seed } = built
export const planDocument = (read('0001.case.json') as JsonObject).plan as JsonObject
export const drawn = drawPanel(built.plan, pool.map((leaf) => leaf.entry), streams(suite, seed))!
export const result: JsonObject = { activity: seal.activity!, attempt: drawn.attempt, panel: drawn.panel, round: 1, seal: hex(sealed), seed: hex(seed), substitutes: drawn.substitutes }
export const known: Known = {
  seal,
  sealHash: hex(sealed),
  plan: planDocument,
  commitments: { operator: hex(personCommitment(suite, 'operator', sealed, values.operator)), supervisor: hex(personCommitment(suite, 'supervisor', sealed, values.supervisor)) },
  reveals: { operator: hex(values.operator), supervisor: hex(values.supervisor), server: hex(values.server) },
  pool: pool.map((leaf) => ({ entry: leaf.entry as unknown as Json, salt: hex(leaf.salt) })),
  result,
  resultHash: hex(resultHash(suite, result)),
  seals: [seal],
}
/** Over a ledger made here: every entry of the round, in order. */
export function evidence(): JsonObject {
  const base = { seal_hash: hex(sealed) }
  const events: [string, JsonObject][] = [
    ['draw.sealed/1', { activity: seal.activity!, round: 1, ...base }],
    ['draw.committed/1', { ...base, role: 'supervisor', commitment: known.commitments!.supervisor! }],
    ['draw.committed/1', { ...base, role: 'operator', commitment: known.commitments!.operator! }],
    ...(['operator', 'supervisor', 'server'] as const).map((role): [string, JsonObject] => ['draw.revealed/1', { ...base, role, value: known.reveals![role]! }]),
    ['draw.drawn/1', { ...base, result_hash: known.resultHash!, signature: '' }],
  ]
  return signed(events)
}

/** Over a ledger of these entries. */
export function signed(events: [string, JsonObject][]): JsonObject {
  const hash = suiteHash(suite)
  const bodies = events.map(([type, data], at): JsonObject => ({ at: `2026-11-24T01:00:0${at}.000Z`, data, type }))
  const salt = new Uint8Array(16)
  const hashes = bodies.map((body) => leafHash(hash, concat(salt, jcs(body))))
  const join = (list: Uint8Array[]): Uint8Array => {
    if (list.length === 1) return list[0]!
    let split = 1
    while (2 * split < list.length) split *= 2
    return digest(hash, Uint8Array.of(1), join(list.slice(0, split)), join(list.slice(split)))
  }
  const proof = (index: number, list: Uint8Array[]): string[] => {
    if (list.length === 1) return []
    let split = 1
    while (2 * split < list.length) split *= 2
    const [left, right] = [list.slice(0, split), list.slice(split)]
    return index < split ? [...proof(index, left), hex(join(right))] : [...proof(index - split, right), hex(join(left))]
  }
  const root = btoa(String.fromCharCode(...join(hashes)))
  return {
    format: 'bole-draw-evidence/1',
    plan: planDocument,
    seal,
    result,
    pool: known.pool!.map((leaf) => [leaf.salt!, leaf.entry]),
    commitments: known.commitments as JsonObject,
    reveals: known.reveals as JsonObject,
    substitutions: [],
    rounds: [{ seal, sealed: 0, ended: 6 }],
    ledger: { checkpoint: `${String(seal.origin)}\n${bodies.length}\n${root}\n\n— x y\n`, entries: bodies.map((body, index) => ({ index, leaf: [hex(salt), body], proof: proof(index, hashes) })) },
    signatures: [{ role: 'server', suite, public_key: '', signature: '' }],
  }
}
