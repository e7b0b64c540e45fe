// An activity that may be drawn for; the pages of activity and plan have stories of their own.
import { inventedId } from './people.mjs'

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

export const plan = {
  groups: [
    { name: '研究开发', seats: 3, conditions: {} },
    { name: '财务审计', seats: 2, conditions: {} },
  ],
  panel: [{ tag: 'unit', max: 1 }],
  substitutes: 3,
  reveal_minutes: 10,
}

/** An approved activity with an approved plan. */
export async function approvedActivity(operator, approver, wanted = plan) {
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const { items } = await operator.api('GET', '/api/v1/units?search=大学')
  const project = { number: 'ZDYF-2026-001', name: '草原畜种繁育', applicant: items.find((unit) => unit.name.endsWith('大学')).code, partners: [], lead_name: '巴特尔', lead_citizen_id: inventedId(1), members: [] }
  const { id } = await operator.api('POST', '/api/v1/activities', {
    name: '现代畜牧业领域重点研发项目评审',
    kind: 'review',
    from: day(2),
    to: day(3),
    place: '评估中心三楼',
    supervisor: supervisors[0].id,
    projects: [project],
  })
  const path = `/api/v1/activities/${id}`
  const step = async (person, at, name) => person.api('POST', `${at}/${name}`, { version: (await person.api('GET', at)).version })
  await step(operator, path, 'submit')
  await step(approver, path, 'approve')
  await operator.api('PUT', `${path}/plan`, { version: 0, plan: wanted })
  await step(operator, `${path}/plan`, 'submit')
  await step(approver, `${path}/plan`, 'approve')
  return id
}
