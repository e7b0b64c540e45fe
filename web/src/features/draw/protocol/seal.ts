/** Seal, commitments, seed, result (draw.md, 2, 3, 5, 6, 10). */
import { concat, exactly, refuse, utf8, wellFormed, zeroSeparated } from './bytes'
import { digest, sha256, suiteHash, type SuiteName } from './hash'
import { isObject, jcs, type Json, type JsonObject } from './json'

export type Committer = 'server' | 'operator' | 'supervisor'

export function keyCommitment(suite: SuiteName, drawKey: Uint8Array): Uint8Array {
  return digest(suiteHash(suite), zeroSeparated('bole-key/1', exactly(drawKey, 32)))
}

export function serverCommitment(suite: SuiteName, secret: Uint8Array): Uint8Array {
  return digest(suiteHash(suite), zeroSeparated('bole-commit/1', 'server', exactly(secret, 32)))
}

export function personCommitment(suite: SuiteName, role: 'operator' | 'supervisor', sealHash: Uint8Array, value: Uint8Array): Uint8Array {
  return digest(suiteHash(suite), zeroSeparated('bole-commit/1', role, concat(exactly(sealHash, 32), exactly(value, 32))))
}

/** What a person contributes: SHA-256(random ‖ text as typed), in both suites. */
export function contribution(random: Uint8Array, text: string): Uint8Array {
  return digest(sha256, exactly(random, 32), utf8(text))
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const hash = /^[0-9a-f]{64}$/
const sealMembers = ['activity', 'counts', 'format', 'key', 'ledger_size', 'origin', 'out', 'plan', 'pool', 'round', 'sealed_at', 'server', 'suite']

function plainId(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0') && wellFormed(value)
}

function count(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function checkCounts(counts: Json | undefined) {
  if (!isObject(counts) || Object.keys(counts).sort().join() !== 'eligible,excluded,total') refuse('counts of the seal are not right')
  if (!Array.isArray(counts.eligible) || !counts.eligible.every(count) || !count(counts.total)) refuse('counts of the seal are not right')
  if (!isObject(counts.excluded) || !Object.values(counts.excluded).every(count)) refuse('counts of the seal are not right')
}

/** Refuses a seal whose form is not that of version 1. */
export function checkSeal(seal: Json): asserts seal is JsonObject & { suite: SuiteName; round: number; activity: string; server: string; plan: string; pool: string } {
  if (!isObject(seal)) refuse('a seal is an object')
  const round = seal.round
  if (!count(round) || round < 1) refuse('rounds count from 1')
  const members = round === 1 ? sealMembers : [...sealMembers, 'previous'].sort()
  if (Object.keys(seal).sort().join() !== members.join()) refuse('a seal has other members than it may')
  if (seal.format !== 'bole-draw/1' || (seal.suite !== 'sm' && seal.suite !== 'intl')) refuse('not a seal of version 1')
  for (const name of ['key', 'out', 'plan', 'pool', 'server', ...(round > 1 ? ['previous'] : [])]) if (typeof seal[name] !== 'string' || !hash.test(seal[name])) refuse(`${name} is not a hash`)
  if (!plainId(seal.activity) || !plainId(seal.origin) || /[\s+]/u.test(seal.origin)) refuse('activity or origin is not right')
  if (!count(seal.ledger_size) || typeof seal.sealed_at !== 'string' || !time.test(seal.sealed_at)) refuse('ledger size or time is not right')
  checkCounts(seal.counts)
}

export function sealHash(seal: JsonObject & { suite: SuiteName }): Uint8Array {
  return digest(suiteHash(seal.suite), zeroSeparated('bole-seal/1', jcs(seal)))
}

export function beaconHash(suite: SuiteName, beacon: { source: string; value: Uint8Array } | null): Uint8Array {
  if (!beacon) return new Uint8Array(32)
  if (beacon.value.length === 0) refuse('a beacon has a value')
  return digest(suiteHash(suite), zeroSeparated('bole-beacon/1', beacon.source, beacon.value))
}

export interface Values {
  server: Uint8Array
  operator: Uint8Array
  supervisor: Uint8Array
}

export function seedOf(suite: SuiteName, seal: Uint8Array, values: Values, beacon: Uint8Array): Uint8Array {
  const parts = [seal, values.server, values.operator, values.supervisor, beacon].map((part) => exactly(part, 32))
  return digest(suiteHash(suite), zeroSeparated('bole-seed/1', concat(...parts)))
}

export function resultHash(suite: SuiteName, result: JsonObject): Uint8Array {
  return digest(suiteHash(suite), zeroSeparated('bole-result/1', jcs(result)))
}
