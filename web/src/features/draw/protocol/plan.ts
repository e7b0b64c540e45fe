/** What of a plan bears on the draw itself (draw.md, 2, 5, 8, 9), checked. */
import { refuse, zeroSeparated } from './bytes'
import { digest, suiteHash, type SuiteName } from './hash'
import { depthOf, isObject, jcs, type Json, type JsonObject } from './json'

export interface PlanGroup {
  name: string
  seats: number
}
export interface PanelCondition {
  tag: string
  /** Absent: the maximum holds for every value of the tag. */
  value?: string
  min?: number
  max?: number
}
export interface DrawPlan {
  groups: PlanGroup[]
  panel: PanelCondition[]
  substitutes: number
  beaconSource?: string
}

function integer(value: Json | undefined, least: number, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) refuse(`${what} is not an integer of at least ${least}`)
  return value
}

function list(value: Json | undefined, what: string): Json[] {
  return Array.isArray(value) ? value : refuse(`${what} is not a list`)
}

function readGroup(group: Json): PlanGroup {
  if (!isObject(group) || typeof group.name !== 'string') refuse('a group needs a name')
  return { name: group.name, seats: integer(group.seats, 1, 'seats') }
}

function readCondition(condition: Json): PanelCondition {
  if (!isObject(condition) || typeof condition.tag !== 'string') refuse('a condition across the panel needs a tag')
  const { tag } = condition
  const members = Object.keys(condition)
  if (!('value' in condition)) {
    if (members.length !== 2) refuse('a condition for every value has tag and max alone')
    return { tag, max: integer(condition.max, 0, 'max') }
  }
  if (tag === 'unit') refuse('one unit may not be named')
  if (typeof condition.value !== 'string') refuse('a value is not text')
  if (members.some((name) => !['tag', 'value', 'min', 'max'].includes(name)) || members.length < 3) refuse('a condition has other members than it may')
  const read: PanelCondition = { tag, value: condition.value }
  if ('min' in condition) read.min = integer(condition.min, 0, 'min')
  if ('max' in condition) read.max = integer(condition.max, read.min ?? 0, 'max')
  return read
}

export function readPlan(plan: Json): DrawPlan {
  if (!isObject(plan)) refuse('a plan is an object')
  if (depthOf(plan) > 60) refuse('a plan is sealed only to depth 60')
  const groups = list(plan.groups, 'groups').map(readGroup)
  if (groups.length === 0) refuse('a plan needs a group')
  const read: DrawPlan = { groups, panel: list(plan.panel, 'panel').map(readCondition), substitutes: integer(plan.substitutes, 0, 'substitutes') }
  if ('beacon' in plan) {
    const source = isObject(plan.beacon) ? plan.beacon.source : undefined
    if (typeof source !== 'string' || source === '' || source.includes('\0')) refuse('a beacon needs a source')
    read.beaconSource = source
  }
  return read
}

/** The tags that conditions across the panel name. */
export function panelTags(plan: DrawPlan): Set<string> {
  return new Set(plan.panel.map((condition) => condition.tag))
}

export function planHash(suite: SuiteName, plan: JsonObject): Uint8Array {
  return digest(suiteHash(suite), zeroSeparated('bole-plan/1', jcs(plan)))
}
