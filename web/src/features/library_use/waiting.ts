import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Using units whose applications the science department has not decided (Art. 12). */
export async function libraryUseWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('use_grant')) return []
  const { total, items } = await call('get', '/api/v1/library-uses', undefined, { query: { state: 'asked', size: 10 } })
  const next = items[0]
  return [{ key: 'library-uses', title: '使用专家库的申请', n: total, text: next && `${next.unit}：${next.purpose}`, to: '/library-uses?state=asked', act: '去决定', menu: '/library-uses' }]
}
