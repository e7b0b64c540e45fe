import { reactive } from 'vue'
import { codeSource, unitSource } from '../../../api/codes'
import type { NameOf } from './describe'

/** Names of codes, learned when they are needed; a code that is not known yet stands for itself. */
export function useNames() {
  const known = reactive(new Map<string, string>())
  const nameOf: NameOf = (table, code) => known.get(`${table} ${code}`) ?? code

  async function learn(codes: Map<string, string[]>) {
    await Promise.all(
      [...codes].map(async ([table, list]) => {
        const source = table === 'unit' ? unitSource() : codeSource(table)
        for (const node of await source.find(list)) known.set(`${table} ${node.code}`, table === 'unit' ? node.path : node.name)
      }),
    )
  }
  return { nameOf, learn }
}
