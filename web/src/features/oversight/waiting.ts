import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Alerts that nobody has dealt with (A4). */
export async function alertsWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('alert_read')) return []
  const { total, items } = await call('get', '/api/v1/alerts', undefined, { query: { state: 'open', size: 10 } })
  const next = items[0]
  return [{ key: 'alerts', title: '没有处置的安全告警', n: total, text: next && [next.kind_name, next.account_name].filter(Boolean).join('，'), to: '/alerts?state=open', act: '去处置', menu: '/alerts' }]
}
