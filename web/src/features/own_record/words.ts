import type { Tone } from '../../ui/StatusTag.vue'

export const requestStates: Record<string, { tone: Tone; text: string }> = {
  asked: { tone: 'warn', text: '等待办理' },
  done: { tone: 'ok', text: '已办理' },
  refused: { tone: 'bad', text: '没有同意' },
  withdrawn: { tone: 'quiet', text: '已撤回' },
}
