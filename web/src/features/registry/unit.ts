import { call } from '../../api/client'

/** A unit as the server shows it, and as it is typed. */
export type Unit = Awaited<ReturnType<typeof call<'/api/v1/units/{id}', 'get'>>>
export type MergeView = Awaited<ReturnType<typeof call<'/api/v1/units/{id}/merge', 'get'>>>
type UnitBody = NonNullable<Parameters<typeof call<'/api/v1/units', 'post'>>[2]>['unit']

export interface AttributeDraft {
  kind: string
  from: string
  to: string
}
export interface UnitDraft {
  name: string
  code: string
  kind: string
  region: string
  department: string
  listed_from: string
  listed_to: string
  source: string
  verified_on: string
  verified_by: string
  /** One a line. */
  aliases: string
  attributes: AttributeDraft[]
  grounds: string
}

export const emptyDraft = (): UnitDraft => ({ name: '', code: '', kind: '', region: '', department: '', listed_from: '', listed_to: '', source: '', verified_on: '', verified_by: '', aliases: '', attributes: [], grounds: '' })

export const draftOf = (unit: Unit): UnitDraft => ({
  name: unit.name,
  code: unit.code ?? '',
  kind: unit.kind ?? '',
  region: unit.region ?? '',
  department: unit.department?.id ?? '',
  listed_from: unit.listed_from ?? '',
  listed_to: unit.listed_to ?? '',
  source: unit.source ?? '',
  verified_on: unit.verified_on ?? '',
  verified_by: unit.verified_by ?? '',
  aliases: unit.aliases.join('\n'),
  attributes: unit.attributes.map(({ kind, from, to }) => ({ kind, from: from ?? '', to: to ?? '' })),
  grounds: '',
})

const filled = (text: string) => text.trim() || undefined

export const bodyOf = (draft: UnitDraft): UnitBody => ({
  name: draft.name.trim(),
  code: filled(draft.code),
  kind: filled(draft.kind),
  region: filled(draft.region),
  department: filled(draft.department),
  listed_from: filled(draft.listed_from),
  listed_to: filled(draft.listed_to),
  source: filled(draft.source),
  verified_on: filled(draft.verified_on),
  verified_by: filled(draft.verified_by),
  aliases: draft.aliases.split('\n').map((line) => line.trim()).filter(Boolean),
  attributes: draft.attributes.map(({ kind, from, to }) => ({ kind, from: filled(from), to: filled(to) })),
})

/** The control of a field that the server named: "unit.attributes[2].to" → "unit-attributes-2-to". */
export const controlId = (path: string) => `unit-${path.replace(/^unit\./, '').replace(/\[(\d+)\]/g, '-$1').replaceAll('.', '-')}`
