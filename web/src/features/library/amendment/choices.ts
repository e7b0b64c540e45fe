import { reactive } from 'vue'
import { codeSource } from '../../../api/codes'

type Choice = { value: string; label: string }
const known = reactive(new Map<string, Choice[]>())

/** The entries of a short code table that was read. */
export function choicesOf(table: string): Choice[] {
  return known.get(table) ?? []
}
/** Reads the tables that are not known yet. */
export async function readChoices(tables: string[]) {
  await Promise.all(
    tables
      .filter((table) => !known.has(table))
      .map(async (table) => {
        const { items } = await codeSource(table).children()
        known.set(
          table,
          items.map((item) => ({ value: item.code, label: item.name })),
        )
      }),
  )
}
