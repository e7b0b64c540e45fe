import { shallowRef } from 'vue'
import type { call } from '../../../api/client'
import { codeSource, unitSource } from '../../../api/codes'
import { grouped } from '../../../ui/format'
import type { CodeSource } from '../../../ui/codes'

export type PlanAnswer = Awaited<ReturnType<typeof call<'/api/v1/activities/{id}/plan', 'get'>>>
export type Plan = NonNullable<PlanAnswer['plan']>
export type Group = Plan['groups'][number]
export type Conditions = Group['conditions']
export type PanelCondition = Plan['panel'][number]
export type CountAnswer = Awaited<ReturnType<typeof call<'/api/v1/activities/{id}/plan/count', 'post'>>>
export type Counted = CountAnswer['total']

export type ListName = 'categories' | 'disciplines' | 'industries' | 'ranks' | 'unit_kinds' | 'units' | 'regions' | 'languages' | 'keywords'
export type Relaxation = CountAnswer['relaxations'][number]

/** A kind of condition as the server lists it, with where its values are chosen from. */
export type ConditionKind = PlanAnswer['condition_kinds'][number] & { codes?: CodeSource }
export type PanelKind = PlanAnswer['panel_kinds'][number] & { codes?: CodeSource }

/** The kinds of conditions there are (Art. 14(2)), the same for every plan; known once a plan was read. */
export const conditionKinds = shallowRef<ConditionKind[]>([])
export const panelKinds = shallowRef<PanelKind[]>([])
export function learnKinds(answer: PlanAnswer) {
  const codes = (source?: string) => (source ? codeSource(source) : undefined)
  conditionKinds.value = answer.condition_kinds.map((kind) => ({ ...kind, codes: kind.form === 'units' ? unitSource() : codes(kind.source) }))
  panelKinds.value = answer.panel_kinds.map((kind) => ({ ...kind, codes: codes(kind.source) }))
}
export const kindOf = (name: string) => conditionKinds.value.find((kind) => kind.name === name)!

const isList = (kind: ConditionKind) => kind.form !== 'ages' && kind.form !== 'years'
export const listOf = (conditions: Conditions, kind: ConditionKind): string[] => (isList(kind) ? (conditions[kind.name as ListName] ?? []) : [])

export function isAsked(conditions: Conditions, kind: ConditionKind) {
  if (kind.form === 'ages') return conditions.age_min !== undefined || conditions.age_max !== undefined
  if (kind.form === 'years') return conditions.active_within !== undefined
  return listOf(conditions, kind).length > 0
}

export function clear(conditions: Conditions, kind: ConditionKind) {
  if (kind.form === 'ages') conditions.age_min = conditions.age_max = undefined
  else if (kind.form === 'years') conditions.active_within = undefined
  else conditions[kind.name as ListName] = []
}

/** What a condition asks, where no names of codes are needed. */
export function plainWords(conditions: Conditions, kind: ConditionKind): string {
  const { age_min: from, age_max: to } = conditions
  if (kind.form === 'years') return `近 ${conditions.active_within} 年在岗或承担科研项目`
  if (kind.form !== 'ages') return listOf(conditions, kind).join('、')
  if (from !== undefined && to !== undefined) return `${from} 至 ${to} 周岁`
  return from !== undefined ? `${from} 周岁以上` : `${to} 周岁以下`
}

const emptyConditions = (): Conditions => ({ categories: [], disciplines: [], industries: [], ranks: [], unit_kinds: [], units: [], regions: [], languages: [], keywords: [] })
export const newGroup = (place: number): Group => ({ name: `第 ${place} 组`, seats: 1, conditions: emptyConditions() })
export const newPlan = (): Plan => ({ groups: [newGroup(1)], panel: [{ tag: 'unit', max: 1 }], substitutes: 3, reveal_minutes: 10 })
export type Beacon = NonNullable<Plan['beacon']>

/** Public events whose values nobody knows before; each text says to the letter how the value is written. */
export const beacons: { name: string; source: string; wait_minutes: number }[] = [
  { name: '福彩双色球', source: '双方揭示完成之后首次开奖的中国福利彩票双色球，按开奖公告写六个红球（由小到大）和一个蓝球，各写两位数字，之间各一个空格，例如 01 05 12 20 26 33 08', wait_minutes: 4 * 24 * 60 },
  { name: '体彩排列5', source: '双方揭示完成之后首次开奖的中国体育彩票排列5，按开奖公告写五个数字，不加空格，例如 40172', wait_minutes: 2 * 24 * 60 },
  { name: '上证指数收盘', source: '双方揭示完成之后首次收盘的上海证券综合指数，写收盘点数，小数点后两位，不加千位分隔，例如 3250.67', wait_minutes: 4 * 24 * 60 },
]

export const seatsOf = (plan: Plan) => plan.groups.reduce((sum, group) => sum + group.seats, 0)
/** From what a conflict with one project bars (R12). */
export const scopeWords = (plan: Plan) => (plan.recusal?.scope === 'project' ? `按项目回避，每个项目至少 ${plan.recusal.judges} 名评委` : '整个活动回避')
/** How often and how soon again someone may be drawn (E2). */
export const loadWords = ({ load }: Plan) => [load?.draws_max !== undefined ? `每人每年至多抽中 ${load.draws_max} 次` : '', load?.rest_days !== undefined ? `距上次参加活动至少 ${load.rest_days} 天` : ''].filter(Boolean).join('，') || '不限'
export const letterOf = (place: number) => String.fromCharCode(65 + place)

export const tagOf = (tag: string) => panelKinds.value.find((kind) => kind.tag === tag)!
/** A condition of this kind as it begins. */
export function newCondition(tag: string): PanelCondition {
  const kind = tagOf(tag)
  if (kind.form === 'every') return { tag, max: 1 }
  return { tag, value: kind.form === 'standing' ? '1' : kind.choices[0]?.value, min: 1 }
}

const within = (region: string, outer: string) => region.startsWith(outer.replace(/(00)+$/, ''))
/** Whether a group with these regions can take people whom a condition across the panel counts. */
function regionsAdmit(regions: string[], { tag, value }: PanelCondition): boolean {
  if (!regions.length || !value) return true
  if (tag === 'outside_province' || tag === 'outside_city') return regions.some((region) => !within(region, value))
  return (tag !== 'province' && tag !== 'city') || regions.some((region) => within(region, value) || within(value, region))
}

/**
 * The conditions of a plan that cannot be drawn which one of the smallest relaxations would ease, and the regions of groups
 * that keep out whom such a condition asks for: "2 regions" (of the third group), "panel 0". They stand in each other's way.
 */
export function inTheWay(plan: Plan, count?: CountAnswer): Set<string> {
  const found = new Set<string>()
  if (!count || count.feasible) return found
  const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)
  for (const { plan: eased, steady } of count.relaxations) {
    if (steady || eased.groups.length !== plan.groups.length) continue
    plan.groups.forEach(({ conditions }, place) => {
      const other = eased.groups[place]!.conditions
      for (const kind of conditionKinds.value) {
        const of = (asked: Conditions) => (kind.form === 'ages' ? [asked.age_min, asked.age_max] : kind.form === 'years' ? asked.active_within : listOf(asked, kind))
        if (differ(of(conditions), of(other))) found.add(`${place} ${kind.name}`)
      }
    })
    const kept = eased.panel.map((condition) => JSON.stringify(condition))
    plan.panel.forEach((condition, place) => {
      if (!kept.includes(JSON.stringify(condition))) found.add(`panel ${place}`)
    })
  }
  plan.panel.forEach((condition, at) => {
    if (condition.min === undefined || !found.has(`panel ${at}`)) return
    plan.groups.forEach(({ conditions }, place) => regionsAdmit(conditions.regions ?? [], condition) || found.add(`${place} regions`))
  })
  return found
}

/** A number as it may be shown: 少于 5 for a few, 至少 n where the exact one would give away a few. */
export function countWords(count?: Counted): string {
  if (!count) return '—'
  if (count.few) return '少于 5'
  return count.least ? `至少 ${grouped(count.n)}` : grouped(count.n)
}
/** The number alone, where 至少 stands apart from it. */
export const numberWords = (count: Counted) => countWords(count.least ? { n: count.n } : count)
/** For the length of bars only. */
export const weight = (count?: Counted) => (count?.few ? 2 : (count?.n ?? 0))

/** "11.9%"; very small shares keep two digits. */
export function shareWords(share: string): string {
  const percent = Number(share) * 100
  return percent === 0 ? '0' : `${Number(percent.toPrecision(3))}%`
}

/** About how many attempts give one panel. */
export function triesOf(share: string): string {
  const tries = Number(share) > 0 ? 1 / Number(share) : 0
  return tries >= 10_000 ? `${Number((tries / 10_000).toPrecision(2))} 万` : String(Math.max(1, Math.round(tries)))
}

/** The id of the control that a fault of the server belongs to. */
export function targetOf(path: string): string {
  const group = /^plan\.groups\[(\d+)\](?:\.(\w+))?/.exec(path)
  if (group) return `group-${group[1]}-${group[2] === 'name' || group[2] === 'seats' ? group[2] : 'add'}`
  const panel = /^plan\.panel\[(\d+)\]/.exec(path)
  if (panel) return `panel-${panel[1]}-tag`
  return path.replaceAll('.', '-')
}
