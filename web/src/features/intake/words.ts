import type { paths } from '../../api/generated'
import type { Tone } from '../../ui/StatusTag.vue'

export type Detail = paths['/api/v1/imports/{id}']['get']['responses'][200]['content']['application/json']
export type Item = Detail['item']

/** How each state of a file is shown. */
const states: Record<string, { text: string; tone: Tone }> = {
  checking: { text: '正在预检', tone: 'brand' },
  mapping: { text: '待对应列', tone: 'warn' },
  refused: { text: '有错误', tone: 'bad' },
  ready: { text: '待导入', tone: 'warn' },
  applying: { text: '正在导入', tone: 'brand' },
  failed: { text: '出了故障', tone: 'bad' },
  applied: { text: '已导入', tone: 'ok' },
  undoing: { text: '正在撤销', tone: 'brand' },
  undone: { text: '已撤销', tone: 'quiet' },
  quarantined: { text: '等待查毒', tone: 'warn' },
  infected: { text: '查出病毒', tone: 'bad' },
}

export function stateOf(state: string) {
  return states[state] ?? { text: state, tone: 'quiet' as Tone }
}

/** Where the file stands on its way. */
export function stepsOf(state: string) {
  const at = { mapping: 1, checking: 2, refused: 2, failed: 2, ready: 3, applying: 4, applied: 5 }[state] ?? 0
  const stopped = state === 'refused' || state === 'failed' || state === 'infected'
  return ['上传文件', '对应列', '预检', '确认', '导入'].map((name, index) => ({
    name,
    state: index < at ? ('done' as const) : index > at ? ('next' as const) : stopped ? ('stopped' as const) : ('now' as const),
    text: index === at && stopped ? stateOf(state).text : undefined,
  }))
}

/** It goes on without anybody: the page looks again. */
export const goesOn = (state?: string) => underWay(state) || state === 'quarantined'
export const underWay = (state?: string) => state === 'checking' || state === 'applying' || state === 'undoing'
