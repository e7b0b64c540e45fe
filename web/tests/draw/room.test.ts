import { beforeEach, describe, expect, it, vi } from 'vitest'
import { momentOf, type Moment } from '../../src/features/draw/moment'
import { paginate } from '../../src/features/draw/paginate'
import { fromHex, hex } from '../../src/features/draw/protocol/bytes'
import { contribution, personCommitment } from '../../src/features/draw/protocol/seal'
import { clearOldSlips, commitTo, freshSlip, loadSlip, saveSlip, slipPaper, valueFromPaper } from '../../src/features/draw/slip'
import type { RoomView } from '../../src/features/draw/views'

const sealHash = '3f'.repeat(32)

describe('slips', () => {
  const store = new Map<string, string>()
  beforeEach(() => {
    store.clear()
    const storage = { getItem: (name: string) => store.get(name) ?? null, setItem: (name: string, text: string) => void store.set(name, text), removeItem: (name: string) => void store.delete(name) }
    // Object.keys of a storage are its names.
    vi.stubGlobal('localStorage', new Proxy(storage, { ownKeys: () => [...store.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }))
  })

  it('survive in the browser until they are revealed', () => {
    const slip = { ...freshSlip('r1', 'supervisor', sealHash), text: '骰子 6 3 1 5 2' }
    expect(saveSlip(slip)).toBe(true)
    expect(loadSlip('r1', 'supervisor')).toEqual(slip)
    expect(loadSlip('r1', 'operator')).toBeNull()
    expect(slip.random).not.toBe(freshSlip('r1', 'supervisor', sealHash).random)
  })
  it('are kept in memory where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => { throw new Error('closed') } })
    const slip = freshSlip('r2', 'operator', sealHash)
    expect(saveSlip(slip)).toBe(false)
    expect(loadSlip('r2', 'operator')).toEqual(slip)
  })
  it('are cleared a month after the reveal, never before it', () => {
    const month = 30 * 86_400_000
    saveSlip({ ...freshSlip('old', 'operator', sealHash), revealedAt: '2026-10-01T00:00:00Z' })
    saveSlip({ ...freshSlip('open', 'operator', sealHash), committedAt: '2026-10-01T00:00:00Z' })
    clearOldSlips(Date.parse('2026-10-01T00:00:00Z') + month)
    expect([...store.keys()]).toHaveLength(2)
    clearOldSlips(Date.parse('2026-10-01T00:00:00Z') + month + 1)
    expect([...store.keys()]).toEqual(['bole.draw.slip.open.operator'])
  })
  it('commit to SHA-256(random ‖ text) under the seal', () => {
    const slip = commitTo({ ...freshSlip('r1', 'operator', sealHash), text: ' 骰子 4 ' }, 'sm')
    const value = contribution(fromHex(slip.random, 32), ' 骰子 4 ')
    expect(slip.value).toBe(hex(value))
    expect(slip.commitment).toBe(hex(personCommitment('sm', 'operator', fromHex(sealHash, 32), value)))
  })
  it('give their value back from paper, and only to their own commitment', () => {
    const slip = commitTo({ ...freshSlip('r1', 'operator', sealHash), text: 'x' }, 'sm')
    const paper = slipPaper(slip, { activity: '某活动', number: 'HD-2026-0187', round: 2, person: '陈立新' })
    expect(paper).toContain('第 2 轮')
    expect(valueFromPaper(paper, 'sm', 'operator', sealHash, slip.commitment)).toBe(slip.value)
    expect(valueFromPaper(slip.value.match(/.{8}/g)!.join(' '), 'sm', 'operator', sealHash, slip.commitment)).toBe(slip.value)
    expect(valueFromPaper(paper, 'sm', 'supervisor', sealHash, slip.commitment)).toBeNull()
    expect(valueFromPaper(paper, 'sm', 'operator', '40'.repeat(32), slip.commitment)).toBeNull()
    expect(valueFromPaper('没有', 'sm', 'operator', sealHash, slip.commitment)).toBeNull()
  })
})

describe('what to do now', () => {
  type Role = 'operator' | 'supervisor'
  interface Given {
    may?: string[]
    absent?: Role[]
    status?: string
    committed?: Role[]
    roundMay?: string[]
    proposals?: { kind: string; agree?: boolean }[]
  }
  const roomOf = (part: Role | 'absent', { may = [], absent = [], status, committed = [], roundMay = [], proposals = [] }: Given) =>
    ({
      my_part: part,
      allowed_actions: may,
      proposals,
      presence: (['operator', 'supervisor'] as const).map((role) => ({ role, present: !absent.includes(role) })),
      rounds: status ? [{ status, allowed_actions: roundMay, parts: (['operator', 'supervisor', 'server'] as const).map((role) => ({ role, commitment: committed.includes(role as Role) ? 'c' : undefined })) }] : [],
    }) as unknown as RoomView
  const both: Role[] = ['operator', 'supervisor']

  it.each<[string, Role | 'absent', Given, Moment]>([
    ['a stranger', 'absent', { may: ['join'] }, 'blocked'],
    ['nothing approved', 'operator', { absent: both }, 'blocked'],
    ['approved, not there', 'operator', { absent: both, may: ['join', 'propose'] }, 'join'],
    ['alone', 'operator', { absent: ['supervisor'], may: ['propose'] }, 'await_other'],
    ['supervisor alone', 'supervisor', { absent: ['operator'] }, 'await_other'],
    ['both there', 'operator', { may: ['seal', 'propose'] }, 'seal'],
    ['both there', 'supervisor', {}, 'await_seal'],
    ['few are eligible, proposed', 'operator', { proposals: [{ kind: 'thin' }] }, 'await_answer'],
    ['few are eligible, proposed', 'supervisor', { proposals: [{ kind: 'thin' }], may: ['consent'] }, 'answer'],
    ['few are eligible, agreed', 'operator', { proposals: [{ kind: 'thin', agree: true }], may: ['seal'] }, 'seal'],
    ['sealed', 'operator', { status: 'sealed' }, 'commit'],
    ['sealed', 'supervisor', { status: 'sealed' }, 'compare'],
    ['own commitment made', 'operator', { status: 'sealed', committed: ['operator'] }, 'await_commit'],
    ['other commitment made', 'supervisor', { status: 'sealed', committed: ['operator'] }, 'compare'],
    ['committed', 'operator', { status: 'committed', committed: both, roundMay: ['reveal'] }, 'reveal'],
    ['committed', 'supervisor', { status: 'committed', committed: both }, 'await_reveal'],
    ['operator revealed', 'supervisor', { status: 'revealing', committed: both, roundMay: ['reveal'] }, 'reveal'],
    ['all revealed, being drawn', 'supervisor', { status: 'revealed', committed: both }, 'await_reveal'],
    ['drawn', 'operator', { status: 'drawn', roundMay: ['confirm'] }, 'confirm'],
    ['drawn, own confirmation given', 'operator', { status: 'drawn' }, 'done'],
    ['confirmed', 'supervisor', { status: 'confirmed' }, 'done'],
    ['void', 'operator', { status: 'void', may: ['propose'] }, 'propose'],
    ['void, one has left', 'operator', { status: 'void', may: ['join', 'propose'], absent: ['operator'] }, 'join'],
    ['void, refused', 'operator', { status: 'void', may: ['propose'], proposals: [{ kind: 'again', agree: false }] }, 'propose'],
    ['void, agreed', 'operator', { status: 'void', may: ['seal'], proposals: [{ kind: 'again', agree: true }] }, 'seal'],
    ['confirmed, another round asked for', 'supervisor', { status: 'confirmed', may: ['consent'], proposals: [{ kind: 'again' }] }, 'answer'],
  ])('%s (%s)', (_, part, given, moment) => expect(momentOf(roomOf(part, given), null)).toBe(moment))

  it('compares before committing', () => {
    const compared = { ...freshSlip('r', 'supervisor', sealHash), compared: true }
    expect(momentOf(roomOf('supervisor', { status: 'sealed' }), compared)).toBe('commit')
  })
})

describe('sheets', () => {
  it('cuts blocks between rows and repeats their heads', () => {
    const blocks = [{ head: 0, rows: [60] }, { head: 10, rows: [10, 10, 10, 10] }, { head: 0, rows: [30] }]
    expect(paginate(blocks, 100)).toEqual([
      [{ block: 0, from: 0, to: 1 }, { block: 1, from: 0, to: 3 }],
      [{ block: 1, from: 3, to: 4 }, { block: 2, from: 0, to: 1 }],
    ])
  })
  it('leaves no head without a row', () => expect(paginate([{ head: 0, rows: [85] }, { head: 10, rows: [10, 10] }], 100)).toEqual([[{ block: 0, from: 0, to: 1 }], [{ block: 1, from: 0, to: 2 }]]))
  it('gives a row that is too high a sheet of its own', () => expect(paginate([{ head: 0, rows: [10, 150, 10] }], 100).map((sheet) => sheet.length)).toEqual([1, 1, 1]))
  it('is one sheet when all fits', () => expect(paginate([{ head: 5, rows: [5] }, { head: 5, rows: [5] }], 20)).toHaveLength(1))
})
