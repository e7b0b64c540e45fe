/** Entries of the library as the draw knows them, their leaves, both trees and the counts (draw.md, 1). */
import { concat, exactly, fromHex, hex, refuse, utf8, zeroSeparated } from './bytes'
import { digest, hmac, suiteHash, type SuiteName } from './hash'
import { isObject, jcs, type Json, type JsonObject } from './json'
import { panelTags, type DrawPlan } from './plan'
import { treeRoot } from './tree'

export type RefKind = 'expert' | 'unit'

export interface Entry {
  excluded: string[]
  groups: number[]
  ref: string
  tags: Record<string, string>
}
export interface Leaf {
  salt: Uint8Array
  entry: Entry
}
export interface Counts {
  eligible: number[]
  excluded: Record<string, number>
  total: number
}

export function nonceOf(suite: SuiteName, drawKey: Uint8Array, kind: RefKind, id: string): Uint8Array {
  if (id === '' || id.includes('\0')) refuse('an id is empty or holds U+0000')
  return hmac(suiteHash(suite), exactly(drawKey, 32))(zeroSeparated('bole-nonce/1', kind, id))
}

/** The name of a person or unit in one round only. */
export function refOf(suite: SuiteName, kind: RefKind, nonce: Uint8Array, id: string): string {
  return hex(digest(suiteHash(suite), zeroSeparated('bole-ref/1', kind, concat(exactly(nonce, 32), utf8(id)))).subarray(0, 16))
}

export function saltOf(suite: SuiteName, drawKey: Uint8Array, ref: string): Uint8Array {
  return hmac(suiteHash(suite), exactly(drawKey, 32))(zeroSeparated('bole-salt/1', fromHex(ref, 16))).subarray(0, 16)
}

function ascending<T>(items: T[]): boolean {
  return items.every((item, at) => at === 0 || items[at - 1]! < item)
}

function checkExcluded(excluded: string[], groups: number[], groupCount: number) {
  if (!ascending(excluded)) refuse('reasons are not in ascending order')
  for (const reason of excluded) {
    const [, code, group] = /^([0-9A-Za-z._-]+)(?:@(0|[1-9][0-9]*))?$/.exec(reason) ?? refuse('a reason has no such form')
    if (code === 'no_group' && (group !== undefined || excluded.length > 1 || groups.length > 0)) refuse('no_group stands alone')
    if (group === undefined && groups.length > 0) refuse('excluded as a whole, yet in a group')
    if (group !== undefined && (Number(group) >= groupCount || groups.includes(Number(group)))) refuse('excluded from a group, yet in it')
  }
}

/** Reads one entry and checks it against the plan. */
export function readEntry(value: Json, plan: DrawPlan): Entry {
  if (!isObject(value) || Object.keys(value).sort().join() !== 'excluded,groups,ref,tags') refuse('an entry has other members than it may')
  const { excluded, groups, ref, tags } = value
  if (!Array.isArray(groups) || !groups.every((g) => Number.isSafeInteger(g) && (g as number) >= 0 && (g as number) < plan.groups.length) || !ascending(groups)) refuse('groups are not right')
  if (!Array.isArray(excluded) || !excluded.every((reason) => typeof reason === 'string')) refuse('reasons are not text')
  if (groups.length + excluded.length === 0) refuse('an entry has neither a group nor a reason')
  checkExcluded(excluded as string[], groups as number[], plan.groups.length)
  fromHex(ref, 16)
  const named = panelTags(plan)
  if (!isObject(tags) || !Object.entries(tags).every(([tag, text]) => named.has(tag) && typeof text === 'string')) refuse('tags are not those the plan names')
  if ('unit' in tags) fromHex(tags.unit, 16)
  return value as unknown as Entry
}

export function leafBytes(leaf: Leaf): Uint8Array {
  return concat(exactly(leaf.salt, 16), jcs(leaf.entry as unknown as JsonObject))
}

/** Root over leaves that stand in ascending order of ref; refuses any other order. */
export function leavesRoot(suite: SuiteName, leaves: Leaf[]): Uint8Array {
  if (!ascending(leaves.map((leaf) => leaf.entry.ref))) refuse('entries are not in ascending order of ref')
  return treeRoot(suiteHash(suite), leaves.map(leafBytes))
}

/** Entries that may be drawn, and the others, each in ascending order of ref. */
export function splitPool(leaves: Leaf[]): { pool: Leaf[]; out: Leaf[] } {
  const sorted = [...leaves].sort((a, b) => (a.entry.ref < b.entry.ref ? -1 : 1))
  return { pool: sorted.filter((leaf) => leaf.entry.groups.length > 0), out: sorted.filter((leaf) => leaf.entry.groups.length === 0) }
}

export function countEntries(entries: Entry[], groupCount: number): Counts {
  const eligible = Array.from({ length: groupCount }, () => 0)
  const excluded: Record<string, number> = Object.create(null)
  for (const entry of entries) {
    for (const group of entry.groups) eligible[group]!++
    for (const reason of entry.excluded) excluded[reason] = (excluded[reason] ?? 0) + 1
  }
  return { eligible, excluded, total: entries.length }
}
