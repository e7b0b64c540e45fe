import { describe, expect, it } from 'vitest'
import { absorbedOf, choosable, emptyDraft, findFaults, isUntouched, requestOf, sideOf, survivorOf, united, type MergeView } from '../../src/features/library/merging/choice'

const side = (id: string, version: number) => ({ id, number: `E-${id}`, name: '甲', status: 'active', status_since: '', entered_on: '', confirmed_on: '', version })
const field = (name: string, one: string, other: string, choose: boolean) => ({ field: name, label: name, one, other, same: one === other, choose, key: false })
const codes = (...list: string[]) => list.map((code) => ({ code, name: code }))
const view: MergeView = {
  one: side('a', 3),
  other: side('b', 5),
  other_is_older: true,
  numbers_differ: true,
  fields: [field('title', '教授', '副教授', true), field('phone', '1', '2', true), field('sex', '女', '女', false), field('posts', 'x', 'x\ny', false)],
  disciplines: codes('1', '2', '3', '4'),
  industries: codes('7'),
  most_disciplines: 3,
  most_industries: 3,
  refusals: [],
}

describe('merging', () => {
  it('keeps the older record and its values unless another is chosen', () => {
    const draft = emptyDraft()
    expect([survivorOf(view, draft), absorbedOf(view, draft), sideOf(view, draft, 'title')]).toEqual(['other', 'one', 'other'])
    draft.survivor = 'one'
    expect([survivorOf(view, draft), sideOf(view, draft, 'title')]).toEqual(['one', 'one'])
    draft.picked.title = 'other'
    expect([sideOf(view, draft, 'title'), sideOf(view, draft, 'phone')]).toEqual(['other', 'one'])
    expect(isUntouched(draft)).toBe(false)
    expect(isUntouched(emptyDraft())).toBe(true)
  })

  it('asks for a choice only where both have a value and they differ', () => {
    expect(choosable(view).map((one) => one.field)).toEqual(['title', 'phone'])
    expect(united(view).map((one) => one.field)).toEqual(['posts'])
  })

  it('tells what is missing', () => {
    const draft = emptyDraft()
    expect(findFaults(view, draft).map((fault) => fault.target)).toEqual(['merge-disciplines', 'merge-document', 'merge-reason'])
    Object.assign(draft, { disciplines: ['1', '2', '3', '4'], document: '证明', reason: ' ' })
    expect(findFaults(view, draft).map((fault) => fault.target)).toEqual(['merge-disciplines', 'merge-reason'])
    Object.assign(draft, { disciplines: ['4'], reason: '同一人' })
    expect(findFaults(view, draft)).toEqual([])
  })

  it('names the record that stays, the other, and whose values are taken', () => {
    const draft = { ...emptyDraft(), picked: { title: 'one' as const, phone: 'other' as const }, disciplines: ['4', '1'], document: ' 证明 ', reason: '同一人' }
    expect(requestOf(view, draft)).toEqual({
      id: 'b',
      body: { version: 5, other: 'a', other_version: 3, document: '证明', reason: '同一人', taken: ['title'], disciplines: ['4', '1'] },
    })
    expect(requestOf(view, { ...draft, survivor: 'one' })).toEqual({
      id: 'a',
      body: { version: 3, other: 'b', other_version: 5, document: '证明', reason: '同一人', taken: ['phone'], disciplines: ['4', '1'] },
    })
  })
})
