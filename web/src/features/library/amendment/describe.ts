import { span } from '../../../ui/format'
import { codeLists, rowLists, scalarFields, textFields, type FieldName, type CodeList, type RowList } from './fields'
import type { Conflict, Value } from './merge'
import type { Row } from './record'

/** Where the name of a code is looked up: a code table, or the units. */
export type NameOf = (table: string, code: string) => string
const unitTable = 'unit'
const tableOf = (field: { control: string; table?: string }) => (field.control === 'unit' ? unitTable : field.table)

const isRow = (value: Value): value is Row => typeof value === 'object' && value !== null && 'values' in value

/** The codes that stand in a value of a field, by their table. */
function codesOf(field: FieldName, value: Value): [table: string, code: string][] {
  if (Array.isArray(value)) return value.map((code) => [codeLists[field as CodeList].table, code])
  if (isRow(value)) {
    return rowLists[field as RowList].fields.flatMap((each) => {
      const table = tableOf(each)
      const code = value.values[each.name]
      return table && code ? [[table, code] as [string, string]] : []
    })
  }
  const table = scalarFields.find((each) => each.name === field)?.table
  return table && value ? [[table, value]] : []
}

/** Every code that stands in these conflicts, by table. */
export function codesIn(conflicts: Conflict[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const conflict of conflicts) {
    for (const value of [conflict.was, conflict.mine, conflict.theirs]) {
      for (const [table, code] of codesOf(conflict.field, value)) found.set(table, (found.get(table) ?? new Set()).add(code))
    }
  }
  return new Map([...found].map(([table, codes]) => [table, [...codes]]))
}

function rowText(list: RowList, row: Row, nameOf: NameOf): string {
  const { from, to, ...values } = row.values
  const parts = rowLists[list].fields.flatMap((field) => {
    const value = values[field.name]
    if (!value) return []
    const table = tableOf(field)
    return table ? nameOf(table, value) : field.control === 'percent' ? `${value}%` : value
  })
  if (from || to) parts.push(span(from || null, to || null))
  if (row.secret) parts.push('身份证号已改')
  if (row.secret === '') parts.push('身份证号清除')
  if (row.verify) parts.push('按本次依据核验')
  return parts.join('，')
}

/** A value as people read it; several on lines of their own. */
export function describe(field: FieldName, value: Value, nameOf: NameOf): string {
  if (value === undefined) return '移除这一条'
  if (value === null || value === '') return '空'
  if (Array.isArray(value)) return value.map((code) => codeLists[field as CodeList].main ? `${code} ${nameOf(codeLists[field as CodeList].table, code)}` : nameOf(codeLists[field as CodeList].table, code)).join('\n') || '空'
  if (isRow(value)) return rowText(field as RowList, value, nameOf)
  const table = [...scalarFields, ...textFields].find((each) => each.name === field)?.table
  return table ? nameOf(table, value) : value
}
