import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Exports that wait to be granted, and granted ones whose file is not made yet (Art. 20). */
export async function exportsWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  const ask = async (state: string, title: string, act: string, mine: (item: { may_decide: boolean; may_make: boolean }) => boolean) => {
    const { items } = await call('get', '/api/v1/exports', undefined, { query: { state, size: 50 } })
    const found = items.filter(mine)
    const next = found.at(-1) // the oldest
    return { key: `export-${state}`, title, n: found.length, text: next && `${next.number} ${next.asked_by}，${next.rows} 人`, to: found.length === 1 ? `/exports/${next!.id}` : '/exports', act, menu: '/exports' }
  }
  const waiting: Promise<Waiting>[] = []
  if (may('export_grant')) waiting.push(ask('asked', '等您审批的导出', '去审批', (item) => item.may_decide))
  if (may('export_request')) waiting.push(ask('granted', '已批准、可以生成文件的导出', '去生成', (item) => item.may_make))
  return Promise.all(waiting)
}
