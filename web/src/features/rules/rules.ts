import type { paths } from '../../api/generated'
import type { Tone } from '../../ui/StatusTag.vue'
import type { TimelineEntry } from '../../ui/TimelineList.vue'

export type Rule = paths['/api/v1/rules']['get']['responses'][200]['content']['application/json']['items'][number]
export type Order = Rule['orders'][number]
export type Outlook = paths['/api/v1/rules/{code}/outlook']['post']['responses'][200]['content']['application/json']

/** Where the rule's page is; a dot in an address would name a file. */
export const pageOf = (code: string) => `/rules/${code.replaceAll('.', '-')}`
export const codeOf = (address: string) => address.replaceAll('-', '.')

/** Every value of the rule by its day, newest first. */
export function historyOf(rule: Pick<Rule, 'now' | 'earlier' | 'later'>): TimelineEntry[] {
  const values = [...rule.earlier.map((value) => ({ value, tone: 'quiet' as Tone, state: '以前' })), { value: rule.now, tone: 'ok' as Tone, state: '现行' }, ...rule.later.map((value) => ({ value, tone: 'warn' as Tone, state: '将施行' }))]
  return values.reverse().map(({ value, tone, state }, at) => ({ key: at, title: value.words, at: `自 ${value.from}，${state}`, text: value.document, tone }))
}

/** "少 37 人", "多 2 人", "不变". */
export function differenceOf(before: number, after: number): string {
  if (before === after) return '不变'
  return after < before ? `少 ${before - after} 人` : `多 ${after - before} 人`
}
