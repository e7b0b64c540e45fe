import { expect, test } from 'vitest'
import { bodyOf, changedFields, changedRows, emptyRow, findFaults, isUntouched, percentOf, placeOf, rowControlId, secretsOf, shareOf } from '../../src/features/library/amendment/record'
import { editing, form } from './cases'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

test('a record that is not touched goes back as it came', () => {
  const now = editing()
  expect(isUntouched(now)).toBe(true)
  const body = plain(bodyOf(now))
  expect(body).toEqual({
    version: 3,
    document: '',
    ...plain({ name: form().name, name_mongolian: form().name_mongolian, pinyin: form().pinyin, sex: '2', ethnic: '05', birth_day: '1968-05-01', title: '012', degree: '', region: '150102', keywords: '电解水制氢', resume: '' }),
    categories: [{ category: 'research', qualification: '教授' }],
    disciplines: ['480.7045', '530.4110'],
    industries: [],
    languages: ['zh'],
    willingness: [],
    posts: [
      { row: 11, unit_id: 'u1', kind: 'main', duty: '副院长', from: '2019-01-01', to: '' },
      { row: 12, unit_id: 'u2', kind: 'former', duty: '', from: '1991-07-01', to: '1998-08-31' },
    ],
    relations: [{ row: 21, kind: 'spouse', other_name: '巴特尔', other_unit: '青城医院' }],
    interests: [{ row: 31, unit_id: 'u3', kind: 'shareholding', share: 250, from: '2020-01-01', to: '' }],
    absences: [{ row: 41, from: '2026-12-01', to: '2026-12-10' }],
    achievements: [],
  })
})

test('what was changed is named, and only that', () => {
  const now = editing()
  now.mine.keywords = ' 电解水制氢 '
  expect(changedFields(now)).toEqual([])
  now.mine.keywords = '氢能'
  now.mine.phone = '13800006028'
  now.mine.email = ''
  now.mine.disciplines.reverse()
  now.mine.posts[1]!.removed = true
  now.mine.categories[0]!.verify = true
  expect(changedFields(now)).toEqual(['keywords', 'phone', 'email', 'disciplines', 'categories', 'posts'])
  now.mine.posts[1]!.removed = false
  now.mine.posts[0]!.values.duty = '院长'
  expect([...changedRows('posts', now)]).toEqual(['11'])
  expect([...changedRows('categories', now)]).toEqual([]) // verified, not changed
})

test('secrets, rows and the document in the body', () => {
  const now = editing()
  const { mine } = now
  mine.phone = ' 13800006028 '
  mine.email = ''
  mine.posts[0]!.removed = true
  mine.posts[1]!.verify = true
  mine.posts.push({ ...emptyRow('posts'), values: { unit_id: 'u9', kind: 'main', duty: '', from: '2026-01-01', to: '' } })
  mine.relations[0]!.secret = ''
  mine.interests[0]!.values.share = ''
  mine.document = ' 来函 '
  mine.verified = true
  mine.verified_on = '2026-11-25'
  mine.verified_by = '韩雪梅'
  const body = plain(bodyOf(now))
  expect([body.phone, body.email, 'citizen_id' in body]).toEqual(['13800006028', '', false])
  expect(body.posts).toEqual([
    { row: 12, unit_id: 'u2', kind: 'former', duty: '', from: '1991-07-01', to: '1998-08-31', verify: true },
    { unit_id: 'u9', kind: 'main', duty: '', from: '2026-01-01', to: '' },
  ])
  expect(body.relations[0].other_citizen_id).toBe('')
  expect('share' in body.interests[0]).toBe(false)
  expect([body.document, body.verified_on, body.verified_by]).toEqual(['来函', '2026-11-25', '韩雪梅'])
})

test('shares are percentages of two decimals', () => {
  const cases: [string, number | undefined][] = [['2.5', 250], ['100', 10000], ['0.01', 1], ['33.33', 3333], ['', undefined], ['2.555', undefined], ['5%', undefined], ['-1', undefined], ['一半', undefined]]
  for (const [text, share] of cases) expect(shareOf(text), text).toBe(share)
  for (const share of [0, 1, 250, 3333, 10000]) expect(shareOf(percentOf(share))).toBe(share)
})

test('a fault finds its control, whatever rows were removed before it', () => {
  const { mine } = editing()
  mine.posts[0]!.removed = true
  const cases: [string, string, string][] = [
    ['name', 'record-name', 'x'],
    ['disciplines[1]', 'record-disciplines', 'x'],
    ['posts', 'record-posts', 'x'],
    ['posts[0].to', rowControlId('posts', '12', 'to'), '任职第 1 条：x'],
    ['posts[0]', rowControlId('posts', '12', 'unit_id'), '任职第 1 条：x'],
    ['relations[0].other_citizen_id', rowControlId('relations', '21', 'other_citizen_id'), '亲属师生等关系第 1 条：x'],
    ['posts[5].to', 'record-posts', 'x'],
  ]
  for (const [path, target, message] of cases) expect(placeOf(path, 'x', mine), path).toEqual({ target, message })
})

test('what cannot be sent is told before', () => {
  const now = editing()
  const targets = () => findFaults(now).map((fault) => fault.target)
  expect(targets()).toEqual(['record-document'])
  now.mine.document = '来函'
  now.mine.verified = true
  now.mine.interests[0]!.values.share = '两成'
  expect(targets()).toEqual(['record-interests-31-share', 'record-verified_on', 'record-verified_by'])
  now.mine.interests[0]!.removed = true
  now.mine.verified = false
  expect(targets()).toEqual([])
})

test('secrets of a draft are found and put back', () => {
  const now = editing()
  now.mine.phone = '13800006028'
  now.mine.email = ''
  now.mine.relations[0]!.secret = '150102187001010010'
  const places = secretsOf(now)
  expect(places.flatMap((place) => place.get() ?? [])).toEqual(['13800006028', '', '150102187001010010'])
  for (const place of places) place.set()
  expect(isUntouched(now)).toBe(true)
})
