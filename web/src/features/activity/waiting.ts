import { call } from '../../api/client'
import type { Waiting } from '../../app/feature'

interface Kind {
  permission: string
  status: string
  title: string
  act: string
}

/** What of activities waits for whom, most urgent first (A9). */
const kinds: Kind[] = [
  { permission: 'activity_approve', status: 'submitted', title: '等待审批的活动', act: '去审批' },
  { permission: 'activity_edit', status: 'returned', title: '退回修改的活动', act: '去修改' },
  { permission: 'activity_edit', status: 'draft', title: '还没有提交的活动', act: '去提交' },
  { permission: 'draw_operate', status: 'approved', title: '已批准、可以抽取的活动', act: '去抽取' },
  { permission: 'draw_supervise', status: 'approved', title: '由您监督抽取的活动', act: '去监督' },
]

/** What of plans waits for whom. */
const planKinds = [
  { permission: 'activity_approve', status: 'submitted', title: '等待审批的抽取方案', act: '去审批' },
  { permission: 'activity_edit', status: 'returned', title: '退回修改的抽取方案', act: '去修改' },
]

async function planWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  const mine = planKinds.filter((kind) => may(kind.permission))
  return Promise.all(
    mine.map(async ({ status, title, act }) => {
      const { items } = await call('get', '/api/v1/plans', undefined, { query: { status } })
      const next = items.at(-1) // the oldest
      return { key: `plan-${status}`, title, n: items.length, text: next && `${next.number} ${next.name}`, to: next ? `/activities/${next.activity_id}/plan` : '/activities', act, menu: '/activities' }
    }),
  )
}

export async function activityWaiting(may: (permission: string) => boolean): Promise<Waiting[]> {
  const mine = kinds.filter((kind) => may(kind.permission))
  const activities = Promise.all(
    mine.map(async ({ status, title, act }) => {
      const { total, items } = await call('get', '/api/v1/activities', undefined, { query: { status, size: 10 } })
      const next = [...items].sort((a, b) => a.from.localeCompare(b.from))[0]
      return { key: `activity-${status}`, title, n: total, text: next && `${next.number} ${next.name}，${next.from} 开始`, to: `/activities?status=${status}`, act, menu: '/activities' }
    }),
  )
  return (await Promise.all([activities, planWaiting(may)])).flat()
}
