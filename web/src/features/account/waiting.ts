import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Business roles that wait for the science department (A2, A9). */
export async function accountWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('role_approve')) return []
  const { total, items } = await call('get', '/api/v1/role-grants', undefined, { query: { size: 10 } })
  const next = items[0]
  return [{ key: 'role-grants', title: '等待批准的角色', n: total, text: next && `${next.person}，${next.grant.name}`, to: '/role-approvals', act: '去审批', menu: '/role-approvals' }]
}
