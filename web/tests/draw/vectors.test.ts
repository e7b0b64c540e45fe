import { describe, expect, it } from 'vitest'
import { hex } from '../../src/features/draw/protocol/bytes'
import { jcs, type Json, type JsonObject } from '../../src/features/draw/protocol/json'
import { drawPanel, streams } from '../../src/features/draw/protocol/panel'
import { personCommitment, resultHash } from '../../src/features/draw/protocol/seal'
import { build, cases, read, type Case } from './cases'

function run(given: Case): JsonObject {
  const { suite, plan, nonces, refs, pool, values, seal, sealed, beacon, seed } = build(given)
  const drawn = drawPanel(plan, pool.map((leaf) => leaf.entry), streams(suite, seed), 100_000)
  if (!drawn) return { error: 'no panel' }
  const { attempt, panel, substitutes } = drawn
  const result = { activity: given.activity, attempt, panel, round: given.round, seal: hex(sealed), seed: hex(seed), substitutes }
  return {
    ...{ attempt, panel, substitutes, result, seal, nonces, refs },
    beacon_hash: hex(beacon),
    key: seal.key!,
    operator_commitment: hex(personCommitment(suite, 'operator', sealed, values.operator)),
    out_root: seal.out!,
    plan_hash: seal.plan!,
    pool_root: seal.pool!,
    result_hash: hex(resultHash(suite, result)),
    seal_hash: hex(sealed),
    seed: hex(seed),
    supervisor_commitment: hex(personCommitment(suite, 'supervisor', sealed, values.supervisor)),
  }
}

describe('draw vectors', () => {
  it('are sixty', () => expect(cases).toHaveLength(60))
  const text = (value: Json) => new TextDecoder().decode(jcs(value))
  it.each(cases)('%s', (name) => {
    const given = run(read(`${name}.case.json`) as unknown as Case)
    const expected = read(`${name}.expected.json`) as JsonObject
    for (const member of Object.keys(expected)) expect(`${member} ${text(given[member]!)}`).toBe(`${member} ${text(expected[member]!)}`)
    expect(Object.keys(given)).toHaveLength(Object.keys(expected).length)
  }, 60_000)
})
