import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Texts on personal data that the expert has not answered in their present edition. */
export async function consentWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('record_own')) return []
  const { items } = await call('get', '/api/v1/account/consents')
  const open = items.filter((item) => !item.current)
  return [{ key: 'consents', title: '个人信息的告知和同意', n: open.length, text: open.map((item) => item.title).join('、'), to: '/consents', act: '去看看', menu: '/consents' }]
}
