import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import { draftStore, useDraft, type SecretPlace } from '../../src/ui/draft'

interface Draft {
  name: string
  phone: string
  rows: { key: string; number: string | null }[]
}
const secretsOf = (draft: Draft): SecretPlace[] => [
  { name: 'phone', get: () => draft.phone || undefined, set: (value = '') => (draft.phone = value) },
  ...draft.rows.map((row) => ({ name: row.key, get: () => row.number ?? undefined, set: (value?: string) => (row.number = value ?? null) })),
]
const filled = (): Draft => ({ name: '巴特尔', phone: '13800012345', rows: [{ key: 'a', number: '150102187001010010' }, { key: 'b', number: null }, { key: 'c', number: '' }] })

/** As the browser's: values are own members of the object. */
class Memory {
  getItem(key: string) {
    return (this as unknown as Record<string, string>)[key] ?? null
  }
  setItem(key: string, value: string) {
    ;(this as unknown as Record<string, string>)[key] = value
  }
  removeItem(key: string) {
    delete (this as unknown as Record<string, string>)[key]
  }
}
let lasting = new Memory()
let tab = new Memory()
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T02:24:00Z'), toFake: ['Date'] })
  vi.stubGlobal('localStorage', (lasting = new Memory()))
  vi.stubGlobal('sessionStorage', (tab = new Memory()))
})
afterEach(() => vi.useRealTimers())

const store = (account = 'a', record = 'x') => draftStore<Draft>('person', account, record, secretsOf)
const text = (memory: Memory) => JSON.stringify({ ...memory })

test('what is kept comes back, secrets from the tab only', () => {
  const draft = filled()
  expect(store().save(draft)).toBe('2026-11-25T02:24:00.000Z')
  expect(draft).toEqual(filled()) // the form itself is left alone
  expect(text(lasting)).toContain('巴特尔')
  expect(text(lasting)).not.toMatch(/\d{11}/)
  expect(store().load()).toEqual({ at: '2026-11-25T02:24:00.000Z', draft: filled() })
  tab.removeItem('bole.draft.person.a.x') // another tab, or this one closed
  expect(store().load()!.draft).toEqual({ name: '巴特尔', phone: '', rows: [{ key: 'a', number: null }, { key: 'b', number: null }, { key: 'c', number: null }] })
})

test('a draft belongs to one account and one record, and can be let go', () => {
  store().save(filled())
  expect(store('b').load()).toBeNull()
  expect(store('a', 'y').load()).toBeNull()
  store().clear()
  expect(store().load()).toBeNull()
  expect(text(lasting) + text(tab)).toBe('{}{}')
})

test('after thirty days, or when it cannot be read, a draft is gone', () => {
  store('a', 'old').save(filled())
  lasting.setItem('bole.draft.person.a.broken', '{')
  lasting.setItem('bole.theme', 'dark')
  vi.setSystemTime(new Date('2026-12-25T02:23:59Z'))
  expect(store('a', 'old').load()).not.toBeNull()
  expect(store('a', 'broken').load()).toBeNull()
  vi.setSystemTime(new Date('2026-12-25T02:24:00Z'))
  expect(store('a', 'old').load()).toBeNull()
  expect(Object.keys(lasting)).toEqual(['bole.theme'])
})

test('a browser that keeps nothing does no harm', () => {
  vi.stubGlobal('localStorage', Object.assign(new Memory(), { setItem: () => { throw new Error('QuotaExceededError') } }))
  expect(store().save(filled())).toBe('')
})

test('a form is kept while it differs from what the server knows', async () => {
  const scope = effectScope()
  const known: Draft = { name: '', phone: '', rows: [] }
  const draft = reactive(filled())
  const kept = scope.run(() => useDraft(draft, store(), () => JSON.stringify(draft) === JSON.stringify(known)))!
  kept.begin({ ...known })
  await nextTick()
  expect(draft).toEqual(known)
  expect(kept.restoredAt.value + kept.keptAt.value).toBe('')

  draft.name = '巴特尔'
  await nextTick()
  expect(kept.keptAt.value).toBe('2026-11-25T02:24:00.000Z')
  draft.name = ''
  await nextTick()
  expect(store().load()).toBeNull()

  draft.name = '哈斯'
  await nextTick()
  kept.begin({ ...known })
  expect([draft.name, kept.restoredAt.value]).toEqual(['哈斯', '2026-11-25T02:24:00.000Z'])
  kept.begin({ ...known }, false)
  await nextTick()
  expect([draft.name, kept.restoredAt.value, store().load()]).toEqual(['', '', null])

  kept.end()
  draft.name = '苏和'
  await nextTick()
  expect(store().load()).toBeNull()
  scope.stop()
})
