import type { Tone } from '../../ui/StatusTag.vue'
import type { Order } from './rules'

/** What orders of rules, texts and code tables have alike: who proposed, who decided, when, by which document. */
export type Course = Pick<Order, 'id' | 'version' | 'from' | 'document' | 'state' | 'proposed_by' | 'own' | 'proposed_at' | 'decided_by' | 'decided_at' | 'reason'>

export const orderStates: Record<Course['state'], { name: string; act: string; tone: Tone }> = {
  proposed: { name: '待批准', act: '', tone: 'warn' },
  approved: { name: '已批准', act: '批准', tone: 'ok' },
  refused: { name: '已退回', act: '退回', tone: 'bad' },
  withdrawn: { name: '已撤回', act: '撤回', tone: 'quiet' },
}
