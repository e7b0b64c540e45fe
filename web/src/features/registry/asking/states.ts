import type { Tone } from '../../../ui/StatusTag.vue'

export const states: { value: string; label: string; tone: Tone }[] = [
  { value: 'asked', label: '待办理', tone: 'warn' },
  { value: 'vouched', label: '已认可', tone: 'ok' },
  { value: 'refused', label: '不予认可', tone: 'bad' },
]
export const stateOf = (value: string) => states.find((state) => state.value === value) ?? { value, label: value, tone: 'quiet' as Tone }
