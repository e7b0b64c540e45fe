import type { Tone } from '../../ui/StatusTag.vue'

/** States of an activity and of a plan in words and colours. */
export const statuses: { value: string; label: string; tone: Tone }[] = [
  { value: 'draft', label: '草稿', tone: 'quiet' },
  { value: 'submitted', label: '待审批', tone: 'warn' },
  { value: 'returned', label: '已退回', tone: 'bad' },
  { value: 'approved', label: '已批准', tone: 'ok' },
  { value: 'finished', label: '已结束', tone: 'brand' },
]

export function statusOf(value: string) {
  return statuses.find((status) => status.value === value) ?? { value, label: value, tone: 'quiet' as Tone }
}

/** "2026-12-01 至 2026-12-03"; one day stands alone. */
export const days = (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`)

/** "草原大学 农牧学院"; a legal entity stands alone. */
export const unitName = (unit: { name: string; entity_name: string; is_entity: boolean }) => (unit.is_entity ? unit.name : `${unit.entity_name} ${unit.name}`)
