import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'
import { pageOf } from './rules'
import { textPageOf } from './texts'

/** Values of dated rules that somebody proposed and who approves has not decided (Art. 26). */
export async function rulesWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('rules_approve')) return []
  const [{ items }, texts, codes] = await Promise.all([call('get', '/api/v1/rules'), call('get', '/api/v1/texts'), call('get', '/api/v1/code-tables')])
  const waiting = items.filter((rule) => rule.orders.some((order) => order.state === 'proposed' && !order.own))
  const editions = texts.items.filter((text) => text.orders.some((order) => order.state === 'proposed' && !order.own))
  const tables = codes.items.filter((table) => table.orders.some((order) => order.state === 'proposed' && !order.own))
  return [
    { key: 'rules', title: '等待批准的口径改定', n: waiting.length, text: waiting[0]?.question, to: waiting.length === 1 ? pageOf(waiting[0]!.code) : '/rules', act: '去批准', menu: '/rules' },
    { key: 'texts', title: '等待批准的文本新版', n: editions.length, text: editions[0]?.name, to: editions.length === 1 ? textPageOf(editions[0]!.code) : '/texts', act: '去批准', menu: '/texts' },
    { key: 'codes', title: '等待批准的代码表新版', n: tables.length, text: tables[0]?.title, to: tables.length === 1 ? `/code-tables/${tables[0]!.id}` : '/code-tables', act: '去批准', menu: '/code-tables' },
  ]
}
