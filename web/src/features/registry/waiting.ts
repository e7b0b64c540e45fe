import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Units that ask to be vouched for (Art. 7). */
export async function registryWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('unit_vouch')) return []
  const { items, total } = await call('get', '/api/v1/unit-asks', undefined, { query: { state: 'asked', size: 10 } })
  const next = items.at(-1) // the oldest
  return [{ key: 'unit-asks', title: '等待认可的单位', n: total, text: next && `${next.number} ${next.name}`, to: next && total === 1 ? `/unit-asks/${next.id}` : '/unit-asks?state=asked', act: '去办理', menu: '/unit-asks' }]
}
