import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** What experts ask of their own data and nobody has answered. */
export async function requestsWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  const found: Waiting[] = []
  const ask = async (permission: string, path: '/api/v1/corrections' | '/api/v1/erasures', title: string, to: string) => {
    if (!may(permission)) return
    const { items } = await call('get', path, undefined, { query: { size: 100 } }) // those that wait come first
    const open = items.filter((item) => item.state === 'asked')
    found.push({ key: to, title, n: open.length, text: open[0] && `${open[0].number} ${open[0].name}`, to, act: '去办理', menu: to })
  }
  await ask('library_edit', '/api/v1/corrections', '专家要求的更正', '/corrections')
  await ask('export_grant', '/api/v1/erasures', '专家申请的删除', '/erasures')
  return found
}
