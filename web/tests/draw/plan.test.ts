import { expect, test } from 'vitest'
import { ageWords, clear, countWords, isAsked, letterOf, newGroup, newPlan, seatsOf, shareWords, targetOf, weight } from '../../src/features/draw/plan/plan'

test('a few are never told', () => {
  expect(countWords({ n: 0 })).toBe('0')
  expect(countWords({ n: 12486 })).toBe('12,486')
  expect(countWords({ few: true })).toBe('少于 5')
  expect(countWords({ n: 231, least: true })).toBe('至少 231')
  expect(countWords(undefined)).toBe('—')
  expect([weight({ few: true }), weight({ n: 9 }), weight(undefined)]).toEqual([2, 9, 0])
})

test('shares in per cent, very small ones too', () => {
  expect(['0.119', '1', '0', '0.5329', '0.0000001234'].map(shareWords)).toEqual(['11.9%', '100%', '0', '53.3%', '0.0000123%'])
})

test('conditions are asked and taken back', () => {
  const { conditions } = newGroup(1)
  expect(isAsked(conditions, 'disciplines')).toBe(false)
  conditions.disciplines = ['230']
  conditions.age_max = 60
  expect(isAsked(conditions, 'disciplines') && isAsked(conditions, 'age')).toBe(true)
  expect(ageWords(conditions)).toBe('60 周岁以下')
  expect(ageWords({ ...conditions, age_min: 35 })).toBe('35 至 60 周岁')
  clear(conditions, 'disciplines')
  clear(conditions, 'age')
  expect(conditions).toEqual({ ...newGroup(1).conditions, age_min: undefined, age_max: undefined })
})

test('a new plan has one seat and one condition across the panel', () => {
  const plan = newPlan()
  expect(seatsOf(plan)).toBe(1)
  expect(plan.panel).toEqual([{ tag: 'unit', max: 1 }])
  expect([letterOf(0), letterOf(19)]).toEqual(['A', 'T'])
})

test('a fault finds its control', () => {
  expect(targetOf('plan.groups[1].name')).toBe('group-1-name')
  expect(targetOf('plan.groups[0].seats')).toBe('group-0-seats')
  expect(targetOf('plan.groups[0].conditions.units[3]')).toBe('group-0-add')
  expect(targetOf('plan.panel[2].value')).toBe('panel-2-tag')
  expect(targetOf('plan.substitutes')).toBe('plan-substitutes')
})
