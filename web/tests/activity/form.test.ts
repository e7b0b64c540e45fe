import { beforeEach, expect, test, vi } from 'vitest'
import { bodyOf, draftStore, emptyActivity, emptyMember, emptyProject, placeOf, type ActivityDraft } from '../../src/features/activity/form'

function memory() {
  const values = new Map<string, string>()
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value), removeItem: (key: string) => void values.delete(key), text: () => [...values.values()].join('\n') }
}
let lasting = memory()
let tab = memory()
beforeEach(() => {
  vi.stubGlobal('localStorage', (lasting = memory()))
  vi.stubGlobal('sessionStorage', (tab = memory()))
})

function filled(): ActivityDraft {
  const project = { ...emptyProject(), number: 'P-1', name: '良种繁育', lead_name: '乌云·其木格', lead_citizen_id: '150102187001010010' }
  project.members.push({ ...emptyMember(), name: '巴特尔', citizen_id: '150102187001010029' })
  return { ...emptyActivity(), name: '评审', from: '2099-03-01', to: '2099-03-02', projects: [project] }
}

test('identity numbers stay with the tab', () => {
  const draft = filled()
  draftStore('a', 'new').save(draft)
  expect(lasting.text()).toContain('良种繁育')
  expect(lasting.text()).not.toMatch(/\d{17}/)
  expect(draftStore('a', 'new').load()).toEqual(draft)
  tab.removeItem('bole.draft.activity.a.new')
  const later = draftStore('a', 'new').load()!
  expect(later.projects[0]!.lead_citizen_id).toBe('')
  expect(later.projects[0]!.members[0]!.citizen_id).toBe('')
})

test('a draft belongs to one account and one activity, and goes when it was saved', () => {
  draftStore('a', 'x').save(filled())
  expect(draftStore('b', 'x').load()).toBeNull()
  expect(draftStore('a', 'y').load()).toBeNull()
  draftStore('a', 'x').clear()
  expect(draftStore('a', 'x').load()).toBeNull()
  expect(tab.text() + lasting.text()).toBe('')
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
  const cases: [string, string][] = [
    ['name', 'activity-name'],
    ['projects', 'activity-projects'],
    ['projects[0].lead_citizen_id', `project-${key}-lead_citizen_id`],
    ['projects[0].partners[2]', `project-${key}-partners`],
    ['projects[0].members[0].citizen_id', `member-${member}-citizen_id`],
    ['projects[0].members', `project-${key}-members`],
    ['projects[7].name', 'activity-projects[7].name'],
  ]
  for (const [path, target] of cases) expect(placeOf(path, 'x', draft).target, path).toBe(target)
  expect(placeOf('projects[0].name', '请填写项目名称。', draft).message).toBe('项目P-1：请填写项目名称。')
})
