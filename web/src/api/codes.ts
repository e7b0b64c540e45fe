import { call } from './client'
import type { CodeSource } from '../ui/codes'

type Facet = 'category' | 'discipline' | 'industry' | 'rank' | 'region' | 'unit'

const countsOf = (facet: Facet) => async (codes: string[]) => {
  if (!codes.length) return {}
  const { items } = await call('get', '/api/v1/experts/counts', undefined, { query: { facet, codes: codes.join(',') } })
  return Object.fromEntries(codes.map((code) => [code, items.find((item) => item.code === code)?.n ?? 0]))
}

const known = new Map<string, Promise<unknown>>()

// What was asked before, while the page is open; asked again where it failed.
function once<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(name) as Promise<T> | undefined
  if (before) return before
  const answer = ask()
  known.set(name, answer)
  answer.catch(() => known.delete(name))
  return answer
}

/** A code table; with `facet` each entry has the number of experts in the library below it (library_read only). */
export function codeSource(table: string, facet?: Facet): CodeSource {
  const ask = (query: Record<string, string | undefined>) =>
    once(JSON.stringify([table, query]), () => call('get', '/api/v1/codes/{table}', undefined, { parameters: { table }, query }))
  return {
    children: (parent) => ask({ parent }),
    search: async (text) => (await ask({ search: text })).items,
    find: async (codes) => (await ask({ codes: codes.join(',') })).items,
    counts: facet && countsOf(facet),
    countNote: facet && '数字为在库人数',
    hint: '搜代码、名称、拼音首字母，如 qn',
    showCode: ['discipline', 'industry', 'region'].includes(table),
  }
}

/** Units, by their public ids. */
export function unitSource(withCounts = false): CodeSource {
  const ask = (query: Record<string, string | undefined>) => call('get', '/api/v1/units', undefined, { query })
  return {
    children: (parent) => ask({ parent }),
    search: async (text) => (await ask({ search: text })).items,
    find: async (codes) => (await ask({ codes: codes.join(',') })).items,
    counts: withCounts ? countsOf('unit') : undefined,
    countNote: withCounts ? '数字为在库人数' : undefined,
    hint: '搜名称、曾用名、统一社会信用代码',
  }
}
