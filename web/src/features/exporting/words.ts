import type { Tone } from '../../ui/StatusTag.vue'

/** States of an export in words and colours. */
export const states: { value: string; label: string; tone: Tone }[] = [
  { value: 'asked', label: '待批准', tone: 'warn' },
  { value: 'granted', label: '已批准', tone: 'ok' },
  { value: 'refused', label: '不批准', tone: 'bad' },
  { value: 'made', label: '已导出', tone: 'quiet' },
  { value: 'expired', label: '已过期', tone: 'quiet' },
]
export const stateOf = (value: string) => states.find((state) => state.value === value) ?? { value, label: value, tone: 'quiet' as Tone }

export const formats = [
  { value: 'xlsx', label: 'XLSX', hint: '表格软件打开，长号码不走样' },
  { value: 'csv', label: 'CSV', hint: '供别的系统读取；用表格软件打开时长号码末几位会变' },
  { value: 'pdf', label: 'PDF', hint: '打印用' },
]
