import type { call } from '../../../api/client'
import type { SecretPlace } from '../../../ui/draft'
import { codeLists, labelOf, rowLists, scalarFields, secretFields, textFields, type CodeList, type FieldName, type RowList, type Scalar, type SecretName } from './fields'

/** A record as the server gives it for editing. */
export type RecordForm = Awaited<ReturnType<typeof call<'/api/v1/experts/{id}/form', 'get'>>>

/** A row of a list. `row` is the server's; rows that are new have none. All values are texts, '' for none. */
export interface Row {
  key: string
  row?: number
  removed?: boolean
  /** Verified by this document, though nothing of it was changed. */
  verify?: boolean
  values: Record<string, string>
  /** Relations: null keeps the number as it is; the row's number is known to the server when `known`. */
  secret?: string | null
  known?: boolean
}

/** What is typed into the form. Secrets: null keeps, '' removes, a text is the new value. */
export interface Draft extends Record<Scalar, string>, Record<CodeList, string[]>, Record<RowList, Row[]>, Record<SecretName, string | null> {
  document: string
  verified: boolean
  verified_on: string
  verified_by: string
}

/** What is kept of an editing: the version it began from and what was typed. */
export interface Editing {
  base: RecordForm
  mine: Draft
}

export const scalarNames = [...scalarFields, ...textFields].map((field) => field.name)
export const secretNames = secretFields.map((field) => field.name)
export const codeListNames = Object.keys(codeLists) as CodeList[]
export const rowListNames = Object.keys(rowLists) as RowList[]

const newKey = () => `new-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
export const emptyRow = (list: RowList): Row => ({ key: newKey(), values: Object.fromEntries(rowLists[list].fields.filter((field) => field.control !== 'secret').map((field) => [field.name, ''])), ...(list === 'relations' && { secret: null, known: false }) })

/** 250 of 10,000 as "2.5". */
export const percentOf = (share: number) => String(share / 100)
/** "2.5" as 250 of 10,000; undefined when it is no percentage of two decimals. */
export function shareOf(percent: string): number | undefined {
  return /^\d{1,3}(\.\d{1,2})?$/.test(percent.trim()) ? Math.round(Number(percent) * 100) : undefined
}

type FormRow = RecordForm[RowList][number]
function rowOf(list: RowList, row: FormRow): Row {
  const given = row as Record<string, unknown>
  const values: Record<string, string> = {}
  for (const field of rowLists[list].fields) {
    if (field.control === 'secret') continue
    const value = given[field.name]
    values[field.name] = typeof value === 'number' ? percentOf(value) : String(value ?? '')
  }
  // A category is known by its code: nobody has one twice.
  const made: Row = { key: String(list === 'categories' ? given.category : given.row), values }
  if (list !== 'categories') made.row = given.row as number
  if (list === 'relations') Object.assign(made, { secret: null, known: given.other_citizen_id_known })
  return made
}
export const rowsOf = (list: RowList, form: RecordForm): Row[] => (form[list] as FormRow[]).map((row) => rowOf(list, row))

export function draftOf(form: RecordForm): Draft {
  return {
    ...(Object.fromEntries(scalarNames.map((name) => [name, form[name]])) as Record<Scalar, string>),
    ...(Object.fromEntries(secretNames.map((name) => [name, null])) as Record<SecretName, null>),
    ...(Object.fromEntries(codeListNames.map((name) => [name, [...form[name]]])) as Record<CodeList, string[]>),
    ...(Object.fromEntries(rowListNames.map((name) => [name, rowsOf(name, form)])) as Record<RowList, Row[]>),
    document: '',
    verified: false,
    verified_on: '',
    verified_by: '',
  }
}

/** What a row says; whether it is verified is no part of that. */
export const sameValues = (a: Row, b: Row) => JSON.stringify(a.values) === JSON.stringify(b.values) && (a.secret ?? null) === (b.secret ?? null)
/** Spaces around a text mean nothing, but a name in Mongolian script stays to the letter. */
const trimmed = (mine: Draft, name: Scalar) => (name === 'name_mongolian' ? mine[name] : mine[name].trim())
const staying = (rows: Row[]) => rows.filter((row) => !row.removed)

const asJson = (row: Row) => [row.key, row.values, row.secret ?? null, row.verify ?? false]

/** The fields that were changed against the version the editing began from. */
export function changedFields({ base, mine }: Editing): FieldName[] {
  const was = draftOf(base)
  return [
    ...scalarNames.filter((name) => trimmed(mine, name) !== was[name]),
    ...secretNames.filter((name) => mine[name] !== null),
    ...codeListNames.filter((name) => mine[name].join() !== was[name].join()),
    ...rowListNames.filter((name) => JSON.stringify(staying(mine[name]).map(asJson)) !== JSON.stringify(was[name].map(asJson))),
  ]
}

/** How much of these fields is filled in: "2 条" of a list alone, "8 / 14" of several; empty: nothing. */
export function filledWords(fields: FieldName[], { base, mine }: Editing): string {
  const countOf = (name: FieldName) => {
    const row = rowListNames.find((each) => each === name)
    if (row) return staying(mine[row]).length
    const codes = codeListNames.find((each) => each === name)
    if (codes) return mine[codes].length
    const secret = secretNames.find((each) => each === name)
    if (secret) return (mine[secret] ?? base[`${secret}_masked`]) ? 1 : 0
    return mine[name as Scalar].trim() ? 1 : 0
  }
  const counts = fields.map(countOf)
  if (!counts.some(Boolean)) return ''
  return fields.length === 1 ? `${counts[0]} 条` : `${counts.filter(Boolean).length} / ${fields.length}`
}

/** The keys of a list's rows that say something else than the record. */
export function changedRows(list: RowList, { base, mine }: Editing): Set<string> {
  const was = rowsOf(list, base)
  return new Set(mine[list].filter((row) => !was.some((old) => old.key === row.key && sameValues(old, row))).map((row) => row.key))
}

/** Whether there is anything to keep. */
export const isUntouched = (editing: Editing) => changedFields(editing).length === 0 && !editing.mine.document && !editing.mine.verified

function rowBody(list: RowList, row: Row) {
  const body: Record<string, unknown> = { row: row.row }
  for (const field of rowLists[list].fields) {
    if (field.control === 'secret') continue
    const value = row.values[field.name]!.trim()
    body[field.name] = field.control === 'percent' ? shareOf(value) : value
  }
  if (row.verify) body.verify = true
  if (list === 'relations') body.other_citizen_id = row.secret?.trim() ?? undefined
  return body
}

export type RecordBody = Parameters<typeof call<'/api/v1/experts/{id}', 'put'>>[2] & object
/** The body of the request; secrets that are left out are kept as they are. */
export function bodyOf({ base, mine }: Editing): RecordBody {
  const texts = Object.fromEntries(scalarNames.map((name) => [name, trimmed(mine, name)]))
  const secrets = Object.fromEntries(secretNames.map((name) => [name, mine[name]?.trim() ?? undefined]))
  const lists = Object.fromEntries(rowListNames.map((name) => [name, staying(mine[name]).map((row) => rowBody(name, row))]))
  return {
    version: base.version,
    document: mine.document.trim(),
    ...(mine.verified && { verified_on: mine.verified_on, verified_by: mine.verified_by.trim() }),
    ...texts,
    ...secrets,
    ...Object.fromEntries(codeListNames.map((name) => [name, mine[name]])),
    ...lists,
  } as RecordBody
}

/** Identity numbers, telephones, addresses and accounts stay with the tab (ui/draft.ts). */
export function secretsOf({ mine }: Editing): SecretPlace[] {
  const relations = mine.relations.filter((row) => row.secret !== undefined)
  return [
    ...secretNames.map((name) => ({ name, get: () => mine[name] ?? undefined, set: (value?: string) => (mine[name] = value ?? null) })),
    ...relations.map((row) => ({ name: `relation-${row.key}`, get: () => row.secret ?? undefined, set: (value?: string) => (row.secret = value ?? null) })),
  ]
}

export const controlId = (field: string) => `record-${field}`
export const rowControlId = (list: RowList, key: string, field: string) => `record-${list}-${key}-${field}`

/** What the page can tell before asking the server. */
export function findFaults({ mine }: Editing): { target: string; message: string }[] {
  const faults: { target: string; message: string }[] = []
  for (const row of staying(mine.interests)) {
    if (row.values.share!.trim() && shareOf(row.values.share!) === undefined) faults.push({ target: rowControlId('interests', row.key, 'share'), message: '持股比例请填百分数，最多两位小数，如 2.5。' })
  }
  if (!mine.document.trim()) faults.push({ target: controlId('document'), message: '请填写变更依据：凭哪份文件或谁的来函改动。' })
  if (mine.verified && !mine.verified_on) faults.push({ target: controlId('verified_on'), message: '请填写核验日期。' })
  if (mine.verified && !mine.verified_by.trim()) faults.push({ target: controlId('verified_by'), message: '请填写核验人。' })
  return faults
}

/** A refusal of the server at its place on the page: the control's id, and the words for the summary. */
export function placeOf(path: string, message: string, mine: Draft): { target: string; message: string } {
  const match = /^(\w+)(?:\[(\d+)\](?:\.(\w+))?)?$/.exec(path)
  const name = match?.[1] ?? path
  const list = rowListNames.find((each) => each === name)
  const row = list && match?.[2] !== undefined ? staying(mine[list])[Number(match[2])] : undefined
  if (!list || !row) return { target: controlId(name), message }
  const fields = rowLists[list].fields
  const field = match![3] ?? fields[0]!.name
  return { target: rowControlId(list, row.key, field), message: `${labelOf(list)}第 ${Number(match![2]) + 1} 条：${message}` }
}
