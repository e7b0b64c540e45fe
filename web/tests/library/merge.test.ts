import { expect, test } from 'vitest'
import { merge, settle, type Side } from '../../src/features/library/amendment/merge'
import { bodyOf, changedFields, draftOf, emptyRow, type Draft, type RecordForm } from '../../src/features/library/amendment/record'
import { editing, form } from './cases'

/** What I typed, what they saved, the fields they changed; gives the merge and what is sent once every conflict is settled. */
function meet(type: (mine: Draft) => void, theirs: Partial<RecordForm>, changed: string[], side: Side = 'mine') {
  const now = editing()
  type(now.mine)
  const newer = form({ version: 4, ...theirs })
  const found = merge(now, newer, new Set(changed))
  const choices = Object.fromEntries(found.conflicts.map((conflict) => [conflict.key, side]))
  const settled = { base: newer, mine: settle(found, newer, choices) }
  return { found, keys: found.conflicts.map((conflict) => conflict.key), settled, body: JSON.parse(JSON.stringify(bodyOf(settled))) }
}
const post = (changes: object, at = 0) => ({ ...form().posts[at]!, ...changes })

test('what one side changed alone is taken from that side', () => {
  const { keys, found, settled, body } = meet((mine) => (mine.keywords = '氢能'), { title: '011', disciplines: ['480.7045'], phone_masked: '138****0000' }, ['title', 'disciplines', 'phone'])
  expect(keys).toEqual([])
  expect(found.taken).toEqual(['title', 'phone', 'disciplines'])
  expect(changedFields(settled)).toEqual(['keywords'])
  expect([body.version, body.title, body.keywords, body.disciplines, 'phone' in body]).toEqual([4, '011', '氢能', ['480.7045'], false])
})

test('what both changed alike is no conflict', () => {
  const { keys, settled } = meet((mine) => ((mine.title = '011'), mine.posts.splice(1, 1)), { title: '011', posts: [post({})] }, ['title', 'posts'])
  expect(keys).toEqual([])
  expect(changedFields(settled)).toEqual([])
})

test('a field that both changed is chosen', () => {
  for (const [side, title] of [['mine', '013'], ['theirs', '011']] as const) {
    const { keys, found, body } = meet((mine) => (mine.title = '013'), { title: '011' }, ['title'], side)
    expect(keys).toEqual(['title'])
    expect(found.conflicts[0]).toMatchObject({ was: '012', mine: '013', theirs: '011', label: '职称' })
    expect(body.title).toBe(title)
  }
})

test('a secret that both changed is chosen, though its mask is the same', () => {
  const type = (mine: Draft) => (mine.phone = '13800006027')
  expect(meet(type, {}, ['phone']).body.phone).toBe('13800006027')
  expect('phone' in meet(type, {}, ['phone'], 'theirs').body).toBe(false)
  expect(meet(type, {}, ['email']).keys).toEqual([])
})

test('rows are brought together one by one', () => {
  const { keys, body } = meet(
    (mine) => {
      mine.posts[0]!.values.duty = '院长'
      mine.posts.push({ ...emptyRow('posts'), values: { unit_id: 'u9', kind: 'adviser', duty: '', from: '', to: '' } })
    },
    { posts: [post({}), post({ to: '1998-09-01' }, 1), post({ row: 13, unit_id: 'u7', kind: 'concurrent' })] },
    ['posts'],
  )
  expect(keys).toEqual([])
  expect(body.posts.map((row: { row?: number; unit_id: string; duty: string; to: string }) => [row.row, row.unit_id, row.duty, row.to])).toEqual([
    [11, 'u1', '院长', ''],
    [12, 'u2', '', '1998-09-01'],
    [13, 'u7', '副院长', ''],
    [undefined, 'u9', '', ''],
  ])
})

test('a row that both changed, or one changed and one removed, is chosen', () => {
  const rows = (result: ReturnType<typeof meet>) => result.body.posts.map((row: { row?: number; duty: string }) => [row.row, row.duty])
  const cases: { name: string; type: (mine: Draft) => void; theirs: RecordForm['posts']; mine: unknown; other: unknown }[] = [
    { name: 'both changed', type: (mine) => (mine.posts[0]!.values.duty = '院长'), theirs: [post({ duty: '处长' }), post({}, 1)], mine: [[11, '院长'], [12, '']], other: [[11, '处长'], [12, '']] },
    { name: 'I removed it', type: (mine) => (mine.posts[0]!.removed = true), theirs: [post({ duty: '处长' }), post({}, 1)], mine: [[12, '']], other: [[11, '处长'], [12, '']] },
    { name: 'they removed it', type: (mine) => (mine.posts[0]!.values.duty = '院长'), theirs: [post({}, 1)], mine: [[12, ''], [undefined, '院长']], other: [[12, '']] },
    { name: 'I verified what they changed', type: (mine) => (mine.posts[1]!.verify = true), theirs: [post({}), post({ duty: '所长' }, 1)], mine: [[11, '副院长'], [12, '']], other: [[11, '副院长'], [12, '所长']] },
  ]
  for (const { name, type, theirs, mine, other } of cases) {
    const own = meet(type, { posts: theirs }, ['posts'])
    expect(own.keys.length, name).toBe(1)
    expect(rows(own), name).toEqual(mine)
    expect(rows(meet(type, { posts: theirs }, ['posts'], 'theirs')), name).toEqual(other)
  }
})

test('a row that I removed and they left alone stays removed, and can be taken back', () => {
  const { keys, settled, body } = meet((mine) => (mine.posts[0]!.removed = true), { keywords: '氢能' }, ['keywords'])
  expect(keys).toEqual([])
  expect(body.posts.map((row: { row: number }) => row.row)).toEqual([12])
  expect(settled.mine.posts.some((row) => row.key === '11' && row.removed)).toBe(true)
})

test('the same category or row added by both comes once', () => {
  const added = { category: 'finance', qualification: '注册会计师', verified_on: '', verified_by: '' }
  const type = (mine: Draft) => mine.categories.push({ ...emptyRow('categories'), values: { category: 'finance', qualification: '注册会计师' } })
  const { keys, body } = meet(type, { categories: [...form().categories, added] }, ['categories'])
  expect(keys).toEqual([])
  expect(body.categories.map((row: { category: string }) => row.category)).toEqual(['research', 'finance'])
})

test('a number typed for a relative stands against a change of relations that may be that number', () => {
  const type = (mine: Draft) => (mine.relations[0]!.secret = '150102187001010010')
  expect(meet(type, {}, ['relations']).keys).toEqual(['relations-21'])
  expect(meet(type, {}, ['posts']).keys).toEqual([])
  expect('other_citizen_id' in meet(type, {}, ['relations'], 'theirs').body.relations[0]).toBe(false)
})

test('my own save that was not answered leaves nothing to do', () => {
  const now = editing()
  now.mine.title = '011'
  now.mine.posts[0]!.values.duty = '院长'
  const newer = form({ version: 4, title: '011', posts: [post({ duty: '院长' }), post({}, 1)] })
  const found = merge(now, newer, new Set(['title', 'posts']))
  expect(found.conflicts).toEqual([])
  expect(changedFields({ base: newer, mine: settle(found, newer, {}) })).toEqual([])
  expect(draftOf(newer).title).toBe('011')
})
