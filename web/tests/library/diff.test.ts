import { expect, test } from 'vitest'
import { diff, type Part } from '../../src/features/library/diff'

/** [-…-] is what only this side has. */
const shown = (lines: Part[][]) => lines.map((line) => line.map((part) => (part.same ? part.text : `[-${part.text}-]`)).join(''))

test('two values side by side', () => {
  const cases: [string, string, string[], string[]][] = [
    ['', '', [], []],
    ['氢能', '氢能', ['氢能'], ['氢能']],
    ['', '氢能', [], ['[-氢能-]']],
    ['草原大学 化学学院', '草原大学 能源与化工学院', ['草原大学 [-化学学院-]'], ['草原大学 [-能源与化工学院-]']],
    ['副教授', '教授', ['[-副教授-]'], ['[-教授-]']],
    ['138****0009', '138****9999', ['[-138****0009-]'], ['[-138****9999-]']],
    ['电解水制氢、氯碱工艺', '电解水制氢、非贵金属催化剂、风光制氢耦合', ['电解水制氢、[-氯碱工艺-]'], ['电解水制氢、[-非贵金属催化剂、风光制氢耦合-]']],
    ['草原大学，主要任职，2019-01-01 起，已核验', '草原大学，主要任职，院长，2020-01-01 起，已核验', ['草原大学，主要任职，[-2019-01-01-] 起，已核验'], ['草原大学，主要任职，[-院长，2020-01-01-] 起，已核验']],
    ['530.4110 电解', '480.7045 氢能', ['[-530.4110 电解-]'], ['[-480.7045 氢能-]']],
    ['甲\n乙\n丙', '甲\n丙\n丁', ['甲', '[-乙-]', '丙'], ['甲', '丙', '[-丁-]']],
    ['甲\n乙', '乙\n甲', ['甲', '乙'], ['乙', '甲']],
  ]
  for (const [old, now, left, right] of cases) {
    const found = diff(old, now)
    expect(shown(found.old), old).toEqual(left)
    expect(shown(found.now), now).toEqual(right)
  }
})
