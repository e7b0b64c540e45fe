import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'
import { pageOf } from './rules'

/** Values of dated rules that somebody proposed and who approves has not decided (Art. 26). */
export async function rulesWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('rules_approve')) return []
  const { items } = await call('get', '/api/v1/rules')
  const waiting = items.filter((rule) => rule.orders.some((order) => order.state === 'proposed' && !order.own))
  return [{ key: 'rules', title: '等待批准的口径改定', n: waiting.length, text: waiting[0]?.question, to: waiting.length === 1 ? pageOf(waiting[0]!.code) : '/rules', act: '去批准', menu: '/rules' }]
}
