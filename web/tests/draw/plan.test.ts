import { expect, test } from 'vitest'
import { seatOutlook } from '../../src/features/draw/plan/seats'
import { clear, conditionKinds, countWords, inTheWay, isAsked, letterOf, newGroup, newPlan, panelKinds, plainWords, seatsOf, shareWords, targetOf, weight, type ConditionKind, type CountAnswer, type Plan } from '../../src/features/draw/plan/plan'

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
  const disciplines: ConditionKind = { name: 'disciplines', label: '学科', form: 'codes' }
  const age: ConditionKind = { name: 'age', label: '年龄', form: 'ages' }
  const active: ConditionKind = { name: 'active_within', label: '在一线', form: 'years' }
  const keywords: ConditionKind = { name: 'keywords', label: '关键词', form: 'words' }
  const { conditions } = newGroup(1)
  expect([disciplines, age, active, keywords].map((kind) => isAsked(conditions, kind))).toEqual([false, false, false, false])
  conditions.disciplines = ['230']
  conditions.age_max = 60
  conditions.active_within = 3
  conditions.keywords = ['育种', '基因']
  expect([disciplines, age, active, keywords].every((kind) => isAsked(conditions, kind))).toBe(true)
  expect(plainWords(conditions, age)).toBe('60 周岁以下')
  expect(plainWords({ ...conditions, age_min: 35 }, age)).toBe('35 至 60 周岁')
  expect(plainWords(conditions, active)).toBe('近 3 年在岗或承担科研项目')
  expect(plainWords(conditions, keywords)).toBe('育种、基因')
  for (const kind of [disciplines, age, active, keywords]) clear(conditions, kind)
  expect(conditions).toEqual({ ...newGroup(1).conditions, age_min: undefined, age_max: undefined, active_within: undefined })
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

test('what a smallest relaxation would change stands in the way', () => {
  conditionKinds.value = [
    { name: 'regions', label: '地区', form: 'codes' },
    { name: 'age', label: '年龄', form: 'ages' },
  ]
  const plan: Plan = { ...newPlan(), groups: [newGroup(1), newGroup(2)], panel: [{ tag: 'unit', max: 1 }, { tag: 'region', value: 'outside', min: 6 }] }
  plan.groups[1]!.conditions.regions = ['150000']
  plan.groups[1]!.conditions.age_max = 60
  const eased = (change: (plan: Plan) => void, steady = false) => {
    const other = JSON.parse(JSON.stringify(plan)) as Plan
    change(other)
    return { plan: other, steady, words: '', share: '0' }
  }
  const relaxations = [eased((p) => (p.groups[1]!.conditions.regions = [])), eased((p) => (p.panel[1]!.min = 5)), eased((p) => (p.groups[1]!.conditions.age_max = 65), true)]
  const count = (feasible: boolean) => ({ feasible, relaxations }) as unknown as CountAnswer
  expect([...inTheWay(plan, count(false))]).toEqual(['1 regions', 'panel 1'])
  expect(inTheWay(plan, count(true)).size).toBe(0)
  expect(inTheWay(plan, undefined).size).toBe(0)
})

test('regions keep out whom a condition across the panel asks for', () => {
  const asks = (tag: string, value: string, ...regions: string[][]) => {
    const plan: Plan = { ...newPlan(), groups: regions.map((list, at) => ({ ...newGroup(at + 1), conditions: { ...newGroup(1).conditions, regions: list } })), panel: [{ tag, value, min: 2 }] }
    const eased = { ...plan, panel: [{ tag, value, min: 1 }] }
    return [...inTheWay(plan, { feasible: false, relaxations: [{ plan: eased, steady: false, words: '', share: '1' }] } as unknown as CountAnswer)]
  }
  expect(asks('outside_province', '150000', [], ['150000'], ['150102', '150200'], ['110000', '150000'])).toEqual(['panel 0', '1 regions', '2 regions'])
  expect(asks('outside_city', '150100', ['150000'], ['150102'])).toEqual(['panel 0', '1 regions'])
  expect(asks('province', '150000', ['150102'], ['110000'], ['150000'])).toEqual(['panel 0', '1 regions'])
  expect(asks('city', '150100', ['150000'], ['150102'], ['150200'])).toEqual(['panel 0', '2 regions'])
  expect(asks('sex', '2', ['150000'])).toEqual(['panel 0'])
})

test('seats are drawn from what is told', () => {
  conditionKinds.value = [{ name: 'regions', label: '地区', form: 'codes' }]
  panelKinds.value = [{ tag: 'region', label: '所在地', form: 'standing', level: 0, choices: [] }]
  const group = (seats: number, place: number) => ({ ...newGroup(place), seats })
  const plan: Plan = { ...newPlan(), groups: [group(3, 1), group(2, 2), group(4, 3)], panel: [{ tag: 'region', value: 'outside', min: 6 }] }
  type Told = { n?: number; few?: boolean; least?: boolean }
  const count = (eligible: Told[], problems: { group?: number; text: string }[], feasible = false) => ({ feasible, problems, groups: eligible.map((one) => ({ eligible: one })) }) as unknown as CountAnswer
  const drawn = (...given: Parameters<typeof seatOutlook>) => seatOutlook(...given)?.groups.map(({ filled, seats, words }) => `${filled ?? '?'}/${seats} ${words}`)
  const many = { n: 40 }
  const without = new Set<string>()

  expect(seatOutlook(plan, count([many, many, many], [], true), without)).toBeUndefined()
  expect(seatOutlook(plan, count([many, many, many], []), without), 'nothing is told of any group').toBeUndefined()
  const short = [{ group: 1, text: '' }, { group: 2, text: '' }]
  expect(drawn(plan, count([many, { n: 0 }, { few: true }], short), without)).toEqual(['3/3 人数够', '0/2 一人也没有', '?/4 不够坐满'])
  expect(drawn({ ...plan, groups: [group(3, 1), group(2, 2), group(8, 3)] }, count([many, many, { n: 6 }], [short[1]!]), without)).toEqual(['3/3 人数够', '2/2 人数够', '6/8 不够坐满'])
  expect(drawn(plan, count([many, many, { n: 5, least: true }], [short[1]!]), without)![2], 'a bound is no number').toBe('?/4 不够坐满')

  const barred = seatOutlook(plan, count([many, many, many], []), new Set(['2 regions', 'panel 0']))!
  expect(barred.groups.map(({ filled }) => filled)).toEqual([3, 2, 0])
  expect(barred).toMatchObject({ asked: { free: 5, least: 6 }, conflict: 'C 组“地区”、跨组条件“所在地”' })
  const enough = { ...plan, panel: [{ ...plan.panel[0]!, min: 5 }] }
  expect(seatOutlook(enough, count([many, many, many], []), new Set(['2 regions', 'panel 0']))!.asked).toBeUndefined()
})
