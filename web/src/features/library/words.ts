import type { Tone } from '../../ui/StatusTag.vue'

/** States of an expert (Art. 10, 11, 13) in words and colours. */
export const statuses: { value: string; label: string; tone: Tone }[] = [
  { value: 'active', label: '在库', tone: 'ok' },
  { value: 'frozen', label: '冻结', tone: 'warn' },
  { value: 'suspended', label: '暂停', tone: 'bad' },
  { value: 'revoked', label: '撤销', tone: 'bad' },
  { value: 'exited', label: '退出', tone: 'quiet' },
  { value: 'merged', label: '已并入', tone: 'quiet' },
  { value: 'erased', label: '已删除', tone: 'quiet' },
]

export function statusOf(value: string) {
  return statuses.find((status) => status.value === value) ?? { value, label: value, tone: 'quiet' as Tone }
}

/** Title ranks, the codes of data/title_rank.csv. */
export const ranks = [
  { value: 'senior', label: '正高级' },
  { value: 'associate', label: '副高级' },
  { value: 'intermediate', label: '中级' },
  { value: 'assistant', label: '助理级' },
  { value: 'junior', label: '员级' },
]
