import type { call } from '../../../api/client'

/** Two records of one person as the server compares them. */
export type MergeView = Awaited<ReturnType<typeof call<'/api/v1/experts/{id}/merge', 'get'>>>
export type MergeBody = Parameters<typeof call<'/api/v1/experts/{id}/merge', 'post'>>[2] & object
export type Side = 'one' | 'other'
export type CodeField = 'disciplines' | 'industries'

/** What is chosen and typed. '' and null: as the page proposes. */
export interface MergeDraft {
  survivor: Side | ''
  picked: Record<string, Side>
  disciplines: string[] | null
  industries: string[] | null
  document: string
  reason: string
}

export const emptyDraft = (): MergeDraft => ({ survivor: '', picked: {}, disciplines: null, industries: null, document: '', reason: '' })
export const isUntouched = (draft: MergeDraft) => JSON.stringify(draft) === JSON.stringify(emptyDraft())

const otherOf = (side: Side): Side => (side === 'one' ? 'other' : 'one')
/** The record that stays: the older one, unless the person says otherwise. */
export const survivorOf = (view: MergeView, draft: MergeDraft): Side => draft.survivor || (view.other_is_older ? 'other' : 'one')
export const absorbedOf = (view: MergeView, draft: MergeDraft): Side => otherOf(survivorOf(view, draft))
/** Whose value of a field stays. */
export const sideOf = (view: MergeView, draft: MergeDraft, field: string): Side => draft.picked[field] ?? survivorOf(view, draft)

export const codeFields: { field: CodeField; label: string; most: 'most_disciplines' | 'most_industries' }[] = [
  { field: 'disciplines', label: '学科', most: 'most_disciplines' },
  { field: 'industries', label: '行业', most: 'most_industries' },
]
/** Those of which there are too many to keep all. */
export const tooMany = (view: MergeView) => codeFields.filter(({ field, most }) => view[field].length > view[most])

export const choosable = (view: MergeView) => view.fields.filter((field) => field.choose)
/** What needs no choice: lists are united, a value that only one has stays; the reading of a name goes with the name. */
export const united = (view: MergeView) => view.fields.filter((field) => !field.choose && !field.same && field.field !== 'pinyin')

export const controlId = (field: string) => `merge-${field}`

/** What the page can tell before asking the server. */
export function findFaults(view: MergeView, draft: MergeDraft): { target: string; message: string }[] {
  const faults = tooMany(view)
    .filter(({ field, most }) => !draft[field]?.length || draft[field]!.length > view[most])
    .map(({ field, label, most }) => ({ target: controlId(field), message: `两条记录共有 ${view[field].length} 个${label}，请选择 1 至 ${view[most]} 个保留。` }))
  if (!draft.document.trim()) faults.push({ target: controlId('document'), message: '请填写合并依据：凭哪份文件认定是同一人。' })
  if (!draft.reason.trim()) faults.push({ target: controlId('reason'), message: '请填写合并理由：为什么会有两条记录。' })
  return faults
}

/** The request: which record it is about, and its body. */
export function requestOf(view: MergeView, draft: MergeDraft): { id: string; body: MergeBody } {
  const survivor = survivorOf(view, draft)
  const absorbed = otherOf(survivor)
  const body: MergeBody = {
    version: view[survivor].version,
    other: view[absorbed].id,
    other_version: view[absorbed].version,
    document: draft.document.trim(),
    reason: draft.reason.trim(),
    taken: choosable(view)
      .map((field) => field.field)
      .filter((field) => sideOf(view, draft, field) === absorbed),
  }
  for (const { field } of tooMany(view)) body[field] = draft[field] ?? []
  return { id: view[survivor].id, body }
}
