/** The evidence file (docs/formats/draw.md, 2.3): what it says, and its entries against the ledger's checkpoint. */
import { concat, fromHex, hex, refuse } from './bytes'
import { checkRound, type Known, type Step } from './check'
import { suiteHash, type SuiteName } from './hash'
import { isObject, jcs, type Json, type JsonObject } from './json'
import type { Heard } from './panel'
import { resultHash, sealHash } from './seal'
import { leafHash, rootOfPath } from './tree'

export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

/** The three signed lines of a checkpoint (docs/formats/ledger.md). Its signature is left to bole-verify. */
export function readCheckpoint(note: string): Checkpoint {
  const [origin, size, root] = note.split('\n')
  if (!origin || !size || !/^(0|[1-9][0-9]*)$/.test(size) || !root) refuse('not a checkpoint')
  let bytes: Uint8Array
  try {
    bytes = Uint8Array.from(atob(root), (c) => c.charCodeAt(0))
  } catch {
    refuse('not a checkpoint')
  }
  return { origin, size: Number(size), root: bytes }
}

export interface LedgerEntry {
  index: number
  leaf: [string, JsonObject]
  proof: string[]
}

/** Refuses entries that the checkpoint's tree does not hold, and those out of order. */
export function checkEntries(suite: SuiteName, checkpoint: Checkpoint, entries: LedgerEntry[]) {
  const hash = suiteHash(suite)
  let before = -1
  let time = ''
  for (const { index, leaf, proof } of entries) {
    const [salt, body] = leaf
    const root = rootOfPath(hash, leafHash(hash, concat(fromHex(salt, 16), jcs(body))), index, checkpoint.size, proof.map((step) => fromHex(step, 32)))
    if (!root || hex(root) !== hex(checkpoint.root)) refuse(`entry ${index} is not in the ledger`)
    if (index <= before || typeof body.at !== 'string' || body.at < time) refuse(`entry ${index} is out of order`)
    before = index
    time = body.at
  }
}

const order = ['draw.sealed/1', 'draw.committed/1', 'draw.committed/1', 'draw.revealed/1 operator', 'draw.revealed/1 supervisor', 'draw.revealed/1 server', 'draw.beacon/1', 'draw.drawn/1']

/** The entries of one round stand in the order of its steps and say what the file says. */
function checkStory(seal: string, result: string, file: JsonObject, entries: LedgerEntry[]) {
  const own = entries.map(({ leaf: [, body] }) => body).filter((body) => isObject(body.data) && body.data.seal_hash === seal)
  const told = own.flatMap(({ type, data }) => {
    const name = type === 'draw.revealed/1' ? `${type} ${(data as JsonObject).role}` : String(type)
    return order.includes(name) ? [name] : []
  })
  const expected = order.filter((name) => name !== 'draw.beacon/1' || 'beacon' in file)
  if (told.join() !== expected.join()) refuse('the entries of the round are not in the order of its steps')
  if (own.some((body) => body.type === 'draw.voided/1')) refuse('the round is void')
  const commitments = file.commitments as JsonObject
  const signature = (file.signatures as JsonObject[])[0]?.signature
  const reveals = file.reveals as JsonObject
  for (const { type, data } of own as { type: string; data: JsonObject }[]) {
    const role = String(data.role)
    if (type === 'draw.committed/1' && data.commitment !== commitments[role]) refuse('a commitment is not the one in the ledger')
    if (type === 'draw.revealed/1' && data.value !== reveals[role]) refuse('a value is not the one in the ledger')
    if (type === 'draw.beacon/1' && hex(jcs({ source: data.source!, value: data.value! })) !== hex(jcs(file.beacon!))) refuse('the beacon is not the one in the ledger')
    if (type === 'draw.drawn/1' && (data.result_hash !== result || data.signature !== signature)) refuse('the result is not the one in the ledger')
    if (type === 'draw.confirmed/1' && data.result_hash !== result) refuse('another result was confirmed')
  }
}

function knownOf(file: JsonObject): Known {
  const seal = file.seal as JsonObject & { suite: SuiteName }
  return {
    seal,
    sealHash: hex(sealHash(seal)),
    plan: file.plan,
    commitments: file.commitments as Known['commitments'],
    reveals: file.reveals as Known['reveals'],
    beacon: (file.beacon as Known['beacon']) ?? null,
    pool: (file.pool as [string, Json][]).map(([salt, entry]) => ({ salt, entry })),
    result: file.result,
    resultHash: hex(resultHash(seal.suite, file.result as JsonObject)),
    seals: (file.rounds as JsonObject[]).map((round) => round.seal!),
  }
}

export type EvidenceStep = Step | { name: 'ledger'; good: boolean; fault?: string }

/**
 * Repeats every step of an evidence file but the signatures (bole-verify does those). `sealHash` and `resultHash` are
 * what this device kept from the draw itself: a file of another draw does not pass.
 */
export function checkEvidence(file: Json, kept: { sealHash: string; resultHash: string }, heard?: Heard): EvidenceStep[] {
  if (!isObject(file) || file.format !== 'bole-draw-evidence/1') return [{ name: 'seal', good: false, fault: 'not an evidence file' }]
  try {
    const known = knownOf(file)
    const steps: EvidenceStep[] = checkRound({ ...known, sealHash: kept.sealHash, resultHash: kept.resultHash, heard })
    try {
      const ledger = file.ledger as JsonObject
      const entries = ledger.entries as unknown as LedgerEntry[]
      const checkpoint = readCheckpoint(String(ledger.checkpoint))
      if (checkpoint.origin !== (file.seal as JsonObject).origin) refuse('the checkpoint is of another ledger')
      checkEntries((file.seal as JsonObject).suite as SuiteName, checkpoint, entries)
      checkStory(known.sealHash, String(known.resultHash), file, entries)
      steps.push({ name: 'ledger', good: true })
    } catch (error) {
      steps.push({ name: 'ledger', good: false, fault: error instanceof Error ? error.message : String(error) })
    }
    return steps
  } catch (error) {
    return [{ name: 'seal', good: false, fault: error instanceof Error ? error.message : String(error) }]
  }
}
