import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

/** Uploads that were checked and wait for their person: to be applied, or to be mended (B10). */
const kinds = [
  { state: 'ready', title: '预检通过、等您确认的导入', act: '去确认' },
  { state: 'mapping', title: '等您对应列的导入', act: '去对应' },
  { state: 'refused', title: '预检有错、等您改正的导入', act: '看错误' },
]

export async function intakeWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  if (!may('library_import')) return []
  const { items } = await call('get', '/api/v1/imports', undefined, { query: { size: 50 } })
  return kinds.map(({ state, title, act }) => {
    const mine = items.filter((item) => item.state === state)
    return { key: `import-${state}`, title, n: mine.length, text: mine[0]?.file_name, to: mine.length === 1 ? `/imports/${mine[0]!.id}` : '/imports', act, menu: '/imports' }
  })
}
