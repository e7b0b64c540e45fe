import { expect, test } from 'vitest'
import { bodyOf, emptyActivity, emptyAvoidance, emptyMember, emptyProject, placeOf, secretsOf, type ActivityDraft } from '../../src/features/activity/form'

function filled(): ActivityDraft {
  const project = { ...emptyProject(), number: 'P-1', name: '良种繁育', lead_name: '乌云·其木格', lead_citizen_id: '150102187001010010' }
  project.members.push({ ...emptyMember(), name: '巴特尔', citizen_id: '150102187001010029' })
  return { ...emptyActivity(), name: '评审', from: '2099-03-01', to: '2099-03-02', projects: [project] }
}

test('every identity number is a secret of the draft', () => {
  const places = secretsOf(filled())
  expect(places.map((place) => place.get())).toEqual(['150102187001010010', '150102187001010029'])
  for (const place of places) place.set()
  expect(places.map((place) => place.get())).toEqual([undefined, undefined])
})

test('what is left empty is left out of the request', () => {
  const draft = filled()
  draft.from = ''
  draft.projects[0]!.lead_citizen_id = ''
  const body = JSON.parse(JSON.stringify(bodyOf(draft)))
  expect('from' in body).toBe(false)
  expect('lead_citizen_id' in body.projects[0]).toBe(false)
  expect('lead_unit' in body.projects[0]).toBe(false)
  expect(body.projects[0].members[0].citizen_id).toBe('150102187001010029')
})

test('a fault finds its field', () => {
  const draft = filled()
  const { key } = draft.projects[0]!
  const member = draft.projects[0]!.members[0]!.key
  draft.projects[0]!.avoidances.push(emptyAvoidance())
  const avoidance = draft.projects[0]!.avoidances[0]!.key
  const cases: [string, string][] = [
    ['name', 'activity-name'],
    ['projects', 'activity-projects'],
    ['projects[0].lead_citizen_id', `project-${key}-lead_citizen_id`],
    ['projects[0].partners[2]', `project-${key}-partners`],
    ['projects[0].members[0].citizen_id', `member-${member}-citizen_id`],
    ['projects[0].avoidances[0].reason', `avoidance-${avoidance}-reason`],
    ['projects[0].avoidances', `project-${key}-avoidances`],
    ['projects[0].members', `project-${key}-members`],
    ['projects[7].name', 'activity-projects[7].name'],
  ]
  for (const [path, target] of cases) expect(placeOf(path, 'x', draft).target, path).toBe(target)
  expect(placeOf('projects[0].name', '请填写项目名称。', draft).message).toBe('项目P-1：请填写项目名称。')
})
