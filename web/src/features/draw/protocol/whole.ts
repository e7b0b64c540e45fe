/**
 * An evidence file checked from end to end on any device, with nothing but the file (docs/formats/draw.md, 3): form, all
 * steps, both trees where both are there, ledger, signatures, rounds.
 */
import { concat, fromHex, hex, refuse, Refused, utf8 } from './bytes'
import { checkEvidence, readCheckpoint, type EvidenceStep, type LedgerEntry } from './evidence'
import { digest, sha256, type SuiteName } from './hash'
import { isObject, jcs, type Json, type JsonObject } from './json'
import type { Heard } from './panel'
import { readPlan } from './plan'
import { countEntries, leavesRoot, readEntry, saltOf, type Entry, type Leaf } from './pool'
import { keyCommitment, resultHash, sealHash } from './seal'
import { verifySignature } from './signature'

export type WholeStep = EvidenceStep | { name: 'form' | 'places' | 'out' | 'signatures'; good: boolean; fault?: string }

const needed = ['commitments', 'format', 'ledger', 'plan', 'pool', 'result', 'reveals', 'rounds', 'seal', 'signatures', 'substitutions']
const allowed = [...needed, 'beacon', 'draw_key', 'key_changes', 'out']

const exact = (value: Json | undefined, members: string) => isObject(value) && Object.keys(value).sort().join() === members
const isList = (value: Json | undefined): value is Json[] => Array.isArray(value)

/** Members present, none unknown. */
function checkForm(file: Json): asserts file is JsonObject {
  if (!isObject(file) || file.format !== 'bole-draw-evidence/1') refuse('not an evidence file')
  for (const name of needed) if (!(name in file)) refuse(`${name} is missing`)
  for (const name of Object.keys(file)) if (!allowed.includes(name)) refuse(`${name} does not belong here`)
  if ('out' in file !== 'draw_key' in file) refuse('out and draw_key stand together')
  if (!exact(file.commitments, 'operator,supervisor') || !exact(file.reveals, 'operator,server,supervisor')) refuse('commitments or reveals are not complete')
  if ('beacon' in file && !exact(file.beacon, 'source,value')) refuse('beacon has other members than it may')
  if (!exact(file.ledger, 'checkpoint,entries')) refuse('ledger has other members than it may')
  for (const list of [file.pool, file.rounds, file.signatures, file.substitutions, file.out ?? [], file.key_changes ?? []]) if (!isList(list)) refuse('a list is not a list')
  if ((file.signatures as Json[]).length !== 1 || !exact((file.signatures as Json[])[0], 'public_key,role,signature,suite')) refuse('one signature is needed')
  for (const leaf of [...(file.pool as Json[]), ...((file.out as Json[] | undefined) ?? [])]) if (!isList(leaf) || leaf.length !== 2) refuse('a leaf is [salt, entry]')
}

function leavesOf(list: Json, plan: Json): Leaf[] {
  const read = readPlan(plan)
  return (list as [string, Json][]).map(([salt, entry]) => ({ salt: fromHex(salt, 16), entry: readEntry(entry, read) }))
}

/** The entries left out, and the secret from which all salts come; both only in an inspector's file. */
function checkOut(file: JsonObject) {
  const seal = file.seal as JsonObject & { suite: SuiteName }
  const { suite } = seal
  const out = leavesOf(file.out!, file.plan!)
  const pool = leavesOf(file.pool!, file.plan!)
  if (out.some(({ entry }) => entry.groups.length > 0)) refuse('someone in a group is left out')
  if (hex(leavesRoot(suite, out)) !== seal.out) refuse('the entries left out are not the ones sealed')
  const refs = new Set(pool.map(({ entry }) => entry.ref))
  if (out.some(({ entry }) => refs.has(entry.ref))) refuse('someone stands in both trees')
  const drawKey = fromHex(file.draw_key, 32)
  if (hex(keyCommitment(suite, drawKey)) !== seal.key) refuse('draw_key is not the one sealed')
  for (const { salt, entry } of [...pool, ...out]) if (hex(saltOf(suite, drawKey, entry.ref)) !== hex(salt)) refuse(`the salt of ${entry.ref} does not come from draw_key`)
  const counted = countEntries([...pool, ...out].map(({ entry }): Entry => entry), readPlan(file.plan!).groups.length)
  if (hex(jcs(counted as unknown as JsonObject)) !== hex(jcs(seal.counts!))) refuse('the counts are not those of the entries')
}

/** The key's typed bytes and id (docs/formats/ledger.md, Checkpoints). */
function typedKey(suite: SuiteName, origin: string, key: Uint8Array) {
  const typed = suite === 'sm' ? concat(Uint8Array.of(0xff), utf8('bole-sm2/1'), key) : concat(Uint8Array.of(1), key)
  return { typed, id: digest(sha256, utf8(origin), Uint8Array.of(10), typed).subarray(0, 4) }
}

/** name+keyid+base64, as people hand a key on. */
function verifierKey(suite: SuiteName, origin: string, key: Uint8Array) {
  const { typed, id } = typedKey(suite, origin, key)
  return `${origin}+${hex(id)}+${btoa(String.fromCharCode(...typed))}`
}

/** The key that signs now: from the one that signed the result, each change signed by the key before (Change of the key). */
async function followChanges(suite: SuiteName, origin: string, first: Uint8Array, changes: Json[]) {
  let key = first
  for (const change of changes) {
    if (!exact(change, 'key,previous,signature')) refuse('a change of the key has other members than it may')
    const { key: next, previous, signature } = change as Record<string, string>
    if (previous !== verifierKey(suite, origin, key)) refuse('a change of the key does not follow the one before')
    const size = suite === 'sm' ? 65 : 32
    const packed = next!.slice(next!.indexOf('+', next!.indexOf('+') + 1) + 1)
    const typed = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))
    const following = typed.subarray(typed.length - size)
    if (verifierKey(suite, origin, following) !== next) refuse('a key is not well formed')
    const signed = concat(utf8('bole-key-change/1'), new Uint8Array(1), utf8(next))
    if (!(await verifySignature(suite, key, signed, fromHex(signature, signature!.length / 2)))) refuse('a change of the key is not signed by the old one')
    key = following
  }
  return key
}

/** The checkpoint's signature line of the key in force, and the result's signature. */
async function checkSignatures(file: JsonObject) {
  const seal = file.seal as JsonObject & { suite: SuiteName }
  const given = (file.signatures as JsonObject[])[0]!
  if (given.role !== 'server' || given.suite !== seal.suite) refuse('the signature is of another suite')
  const key = fromHex(given.public_key, seal.suite === 'sm' ? 65 : 32)
  const note = String((file.ledger as JsonObject).checkpoint)
  const { origin } = readCheckpoint(note)
  const inForce = await followChanges(seal.suite, origin, key, (file.key_changes ?? []) as Json[])
  const { id } = typedKey(seal.suite, origin, inForce)
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  const lines = note.slice(text.length + 1).split('\n')
  const bytes = lines.flatMap((line) => {
    const [, name, packed] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    if (name !== origin || !packed) return []
    const all = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))
    return hex(all.subarray(0, 4)) === hex(id) ? [all.subarray(4)] : []
  })
  if (bytes.length !== 1 || !(await verifySignature(seal.suite, inForce, utf8(text), bytes[0]!))) refuse('the checkpoint is not signed by the key of the file')
  const signature = String(given.signature)
  const signed = concat(utf8('bole-sign/1'), new Uint8Array(1), resultHash(seal.suite, file.result as JsonObject))
  if (!(await verifySignature(seal.suite, key, signed, fromHex(signature, signature.length / 2)))) refuse('the result is not signed by the key of the file')
}

/** Every round's seal stands in the ledger where it says, and each ended before the next was sealed. */
function checkPlaces(file: JsonObject) {
  const entries = new Map((file.ledger as unknown as { entries: LedgerEntry[] }).entries.map(({ index, leaf: [, body] }) => [index, body]))
  let before = -1
  const rounds = file.rounds as JsonObject[]
  for (const [at, { seal, sealed, ended }] of rounds.entries()) {
    const { ledger_size } = seal as JsonObject
    const told = entries.get(sealed as number)
    if (sealed !== ledger_size || told?.type !== 'draw.sealed/1' || (told.data as JsonObject).seal_hash !== hex(sealHash(seal as JsonObject & { suite: SuiteName }))) refuse(`round ${at + 1} is not sealed where it says`)
    if ((sealed as number) <= before) refuse(`round ${at + 1} is sealed before the one before has ended`)
    if (ended === undefined) {
      if (at + 1 < rounds.length) refuse(`round ${at + 1} has no end`)
      continue
    }
    const end = entries.get(ended as number)
    if (!end || !['draw.voided/1', 'draw.drawn/1'].includes(String(end.type)) || (end.data as JsonObject).seal_hash !== (told.data as JsonObject).seal_hash) refuse(`round ${at + 1} does not end where it says`)
    before = ended as number
  }
}

const told = (error: unknown) => (error instanceof Refused || error instanceof Error ? error.message : String(error))

/** Never throws. The first step that is not good is where the file fails; later ones are still told. */
export async function checkWhole(file: Json, heard?: Heard): Promise<WholeStep[]> {
  try {
    checkForm(file)
  } catch (error) {
    return [{ name: 'form', good: false, fault: told(error) }]
  }
  const steps: WholeStep[] = [{ name: 'form', good: true }]
  let kept = { sealHash: '', resultHash: '' }
  try {
    const seal = file.seal as JsonObject & { suite: SuiteName }
    kept = { sealHash: hex(sealHash(seal)), resultHash: hex(resultHash(seal.suite, file.result as JsonObject)) }
  } catch {
    // Its step says so.
  }
  const taken = checkEvidence(file, kept, heard)
  if (!taken.some((step) => step.good === false) && !taken.every((step) => step.good)) return [{ name: 'form', good: false, fault: 'not every step can be taken' }]
  steps.push(...taken)
  const also = async (name: 'places' | 'out' | 'signatures', take: () => void | Promise<void>) => {
    try {
      await take()
      steps.push({ name, good: true })
    } catch (error) {
      steps.push({ name, good: false, fault: told(error) })
    }
  }
  await also('places', () => checkPlaces(file))
  if ('out' in file) await also('out', () => checkOut(file))
  await also('signatures', () => checkSignatures(file))
  return steps
}
