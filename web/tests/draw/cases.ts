// Sixty cases that two programs written apart from the text agreed on (tests/data/draw_vectors).
import { fromHex, hex } from '../../src/features/draw/protocol/bytes'
import type { SuiteName } from '../../src/features/draw/protocol/hash'
import { readJson, type JsonObject } from '../../src/features/draw/protocol/json'
import { panelTags, planHash, readPlan } from '../../src/features/draw/protocol/plan'
import { countEntries, leavesRoot, nonceOf, readEntry, refOf, saltOf, splitPool, type Leaf } from '../../src/features/draw/protocol/pool'
import { beaconHash, checkSeal, keyCommitment, sealHash, seedOf, serverCommitment } from '../../src/features/draw/protocol/seal'

const folder = '../../../tests/data/draw_vectors/'
const files: Record<string, string> = import.meta.glob('../../../tests/data/draw_vectors/*.json', { query: '?raw', import: 'default', eager: true })
export const read = (name: string) => readJson(files[folder + name]!)
export const cases = Object.keys(files).flatMap((path) => (path.endsWith('.case.json') ? [path.slice(folder.length, folder.length + 4)] : []))

export interface Case {
  suite: SuiteName
  activity: string
  origin: string
  round: number
  previous?: string
  sealed_at: string
  ledger_size: number
  plan: JsonObject
  draw_key: string
  server: string
  operator: string
  supervisor: string
  beacon: { source: string; value: string } | null
  experts: { id: string; groups: number[]; excluded: string[]; attributes: Record<string, string> }[]
}

/** Freezes and seals a case, then reveals. */
export function build(given: Case) {
  const { suite } = given
  const plan = readPlan(given.plan)
  const drawKey = fromHex(given.draw_key, 32)
  const refFor = (kind: 'expert' | 'unit', id: string) => refOf(suite, kind, nonceOf(suite, drawKey, kind, id), id)
  const nonces: JsonObject = Object.create(null)
  const refs: JsonObject = Object.create(null)
  const leaves = given.experts.map((expert): Leaf => {
    nonces[expert.id] = hex(nonceOf(suite, drawKey, 'expert', expert.id))
    const ref = (refs[expert.id] = refFor('expert', expert.id))
    const tags: JsonObject = Object.create(null)
    for (const tag of panelTags(plan)) if (Object.hasOwn(expert.attributes, tag)) tags[tag] = tag === 'unit' ? refFor('unit', expert.attributes[tag]!) : expert.attributes[tag]!
    return { salt: saltOf(suite, drawKey, ref), entry: readEntry({ excluded: expert.excluded, groups: expert.groups, ref, tags }, plan) }
  })
  const { pool, out } = splitPool(leaves)
  const values = { server: fromHex(given.server, 32), operator: fromHex(given.operator, 32), supervisor: fromHex(given.supervisor, 32) }
  const seal: JsonObject & { suite: SuiteName } = {
    activity: given.activity,
    counts: countEntries(leaves.map((leaf) => leaf.entry), plan.groups.length) as unknown as JsonObject,
    format: 'bole-draw/1',
    key: hex(keyCommitment(suite, drawKey)),
    ledger_size: given.ledger_size,
    origin: given.origin,
    out: hex(leavesRoot(suite, out)),
    plan: hex(planHash(suite, given.plan)),
    pool: hex(leavesRoot(suite, pool)),
    round: given.round,
    sealed_at: given.sealed_at,
    server: hex(serverCommitment(suite, values.server)),
    suite,
    ...(given.previous ? { previous: given.previous } : {}),
  }
  checkSeal(seal)
  const sealed = sealHash(seal)
  const beacon = beaconHash(suite, given.beacon && { source: given.beacon.source, value: fromHex(given.beacon.value, given.beacon.value.length / 2) })
  const seed = seedOf(suite, sealed, values, beacon)
  return { suite, plan, nonces, refs, pool, out, values, seal, sealed, beacon, seed }
}
