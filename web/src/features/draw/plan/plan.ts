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

export type ListName = 'categories' | 'disciplines' | 'industries' | 'ranks' | 'unit_kinds' | 'units' | 'regions'
export type ConditionName = ListName | 'age'

/** The conditions a group may ask (Art. 14(2)), in the order in which they are offered. */
export const conditionKinds: { name: ConditionName; label: string; source?: CodeSource }[] = [
  { name: 'categories', label: '类别', source: codeSource('expert_category') },
  { name: 'disciplines', label: '学科', source: codeSource('discipline') },
  { name: 'industries', label: '行业', source: codeSource('industry') },
  { name: 'ranks', label: '职称级别', source: codeSource('title_rank') },
  { name: 'unit_kinds', label: '单位类型', source: codeSource('unit_kind') },
  { name: 'units', label: '单位', source: unitSource() },
  { name: 'regions', label: '地区', source: codeSource('region') },
  { name: 'age', label: '年龄' },
]
export const kindOf = (name: ConditionName) => conditionKinds.find((kind) => kind.name === name)!

export const isAsked = (conditions: Conditions, name: ConditionName) => (name === 'age' ? conditions.age_min !== undefined || conditions.age_max !== undefined : conditions[name].length > 0)

export function clear(conditions: Conditions, name: ConditionName) {
  if (name === 'age') conditions.age_min = conditions.age_max = undefined
  else conditions[name] = []
}

export function ageWords(conditions: Conditions): string {
  const { age_min: from, age_max: to } = conditions
  if (from !== undefined && to !== undefined) return `${from} 至 ${to} 周岁`
  return from !== undefined ? `${from} 周岁以上` : `${to} 周岁以下`
}

const emptyConditions = (): Conditions => ({ categories: [], disciplines: [], industries: [], ranks: [], unit_kinds: [], units: [], regions: [] })
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
export const letterOf = (place: number) => String.fromCharCode(65 + place)

/** What conditions across the panel speak of; `values` or `source` where a value is to be chosen. */
export const tags: { tag: PanelCondition['tag']; label: string; values?: { value: string; label: string }[]; source?: CodeSource }[] = [
  { tag: 'unit', label: '同一法人单位' },
  { tag: 'province', label: '省份', source: codeSource('region') },
  { tag: 'city', label: '盟市', source: codeSource('region') },
  { tag: 'sex', label: '性别', values: [{ value: '1', label: '男性' }, { value: '2', label: '女性' }] },
  { tag: 'age_band', label: '年龄段', values: [{ value: 'under_45', label: '44 周岁（含）以下' }, { value: '45_to_59', label: '45 至 59 周岁' }, { value: '60_up', label: '60 周岁以上' }] },
  { tag: 'unit_kind', label: '单位类型', source: codeSource('unit_kind') },
]
export const tagOf = (tag: string) => tags.find((entry) => entry.tag === tag)!

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

/** The id of the control that a fault of the server belongs to. */
export function targetOf(path: string): string {
  const group = /^plan\.groups\[(\d+)\](?:\.(\w+))?/.exec(path)
  if (group) return `group-${group[1]}-${group[2] === 'name' || group[2] === 'seats' ? group[2] : 'add'}`
  const panel = /^plan\.panel\[(\d+)\]/.exec(path)
  if (panel) return `panel-${panel[1]}-tag`
  return path.replaceAll('.', '-')
}
