import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Activities that are over and whose lists of names the using unit has not cleared (Art. 21). */
export async function clearingWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('activity_approve')) return []
  const { total, items } = await call('get', '/api/v1/clearings', undefined, { query: { state: 'open', size: 100 } })
  const next = [...items].sort((a, b) => a.due.localeCompare(b.due))[0]
  return [{ key: 'clearings', title: '活动结束后的资料清除', n: total, text: next && `${next.number} ${next.name}，${next.overdue ? '已逾期' : `${next.due} 前`}`, to: '/clearings?state=open', act: '去登记', menu: '/clearings' }]
}
