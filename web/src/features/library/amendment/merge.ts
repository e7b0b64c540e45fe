import { labelOf, type FieldName, type RowList } from './fields'
import { codeListNames, draftOf, rowListNames, sameValues, scalarNames, secretNames, type Draft, type Editing, type RecordForm, type Row } from './record'

/** A value of a side: a text, a secret (null: as it was), codes, a row; undefined: the row is not there. */
export type Value = string | string[] | Row | null | undefined

/** What both sides changed, each in another way: a field, or one row of a list. */
export interface Conflict {
  key: string
  field: FieldName
  label: string
  row?: string
  was: Value
  mine: Value
  theirs: Value
}
export type Side = 'mine' | 'theirs'

export interface Merge {
  /** Everything one side changed alone; conflicts as I have them. */
  merged: Draft
  conflicts: Conflict[]
  /** Fields that come from the other side alone. */
  taken: FieldName[]
}

const join = (codes: string[]) => codes.join()
const touched = (row: Row, was: Row) => !sameValues(row, was) || row.verify === true
const gone = (row?: Row) => row === undefined || row.removed === true

function mergeRows(list: RowList, was: Row[], mine: Row[], theirs: Row[], numbersMayDiffer: boolean): { rows: Row[]; conflicts: Conflict[] } {
  const rows: Row[] = []
  const conflicts: Conflict[] = []
  const find = (side: Row[], row: Row) => side.find((other) => other.key === row.key)
  const clash = (at: { was?: Row; mine?: Row; theirs?: Row }) => {
    const row = (at.was ?? at.mine ?? at.theirs)!
    conflicts.push({ key: `${list}-${row.key}`, field: list, label: labelOf(list), row: row.key, was: at.was, mine: gone(at.mine) ? undefined : at.mine, theirs: at.theirs })
  }

  for (const their of theirs) {
    const old = find(was, their)
    const own = find(mine, their)
    const theyLeftIt = old !== undefined && sameValues(their, old) && their.known === old.known && !(numbersMayDiffer && own?.secret)
    const kept = own && { ...own, known: their.known }
    if (old === undefined && own === undefined) rows.push(their)
    else if (old !== undefined && !gone(own) && !touched(own!, old)) rows.push(their)
    else if (kept && !gone(own) && sameValues(own!, their)) rows.push(kept)
    else if (theyLeftIt) rows.push(kept ?? { ...their, removed: true })
    else {
      clash({ was: old, mine: own, theirs: their })
      rows.push(kept ?? { ...their, removed: true })
    }
  }
  for (const own of mine) {
    if (find(theirs, own)) continue
    const old = find(was, own)
    const addedByBoth = !old && theirs.some((their) => !find(was, their) && sameValues(their, own))
    if (!old) {
      if (!addedByBoth) rows.push(own)
    } else if (!gone(own) && touched(own, old)) {
      // The other side took the row away: what is kept of it is a new row.
      clash({ was: old, mine: own })
      rows.push({ ...own, row: undefined })
    }
  }
  return { rows, conflicts }
}

/**
 * Brings what I typed upon one version (`editing`) together with a newer one. `changed`: the fields that were changed
 * since, as the versions tell; secrets are known by their masks only, so that alone says whether they changed.
 */
export function merge({ base, mine }: Editing, newer: RecordForm, changed: ReadonlySet<string>): Merge {
  const was = draftOf(base)
  const theirs = draftOf(newer)
  const merged = JSON.parse(JSON.stringify(mine)) as Draft
  const conflicts: Conflict[] = []
  const taken: FieldName[] = []
  const clash = (field: FieldName, values: { was: Value; mine: Value; theirs: Value }) => conflicts.push({ key: field, field, label: labelOf(field), ...values })

  for (const name of scalarNames) {
    if (theirs[name] === was[name] || mine[name] === theirs[name]) continue
    if (mine[name] === was[name]) {
      merged[name] = theirs[name]
      taken.push(name)
    } else clash(name, { was: was[name], mine: mine[name], theirs: theirs[name] })
  }
  for (const name of secretNames) {
    if (!changed.has(name)) continue
    if (mine[name] === null) taken.push(name)
    else clash(name, { was: base[`${name}_masked`], mine: mine[name], theirs: newer[`${name}_masked`] })
  }
  for (const name of codeListNames) {
    if (join(theirs[name]) === join(was[name]) || join(mine[name]) === join(theirs[name])) continue
    if (join(mine[name]) === join(was[name])) {
      merged[name] = theirs[name]
      taken.push(name)
    } else clash(name, { was: was[name], mine: mine[name], theirs: theirs[name] })
  }
  for (const name of rowListNames) {
    const both = mergeRows(name, was[name], mine[name], theirs[name], name === 'relations' && changed.has(name))
    merged[name] = both.rows
    conflicts.push(...both.conflicts)
    if (changed.has(name) && !both.conflicts.length) taken.push(name)
  }
  return { merged, conflicts, taken }
}

/** The merged draft once each conflict is decided; `newer`: the version it was merged with. */
export function settle({ merged, conflicts }: Merge, newer: RecordForm, choices: Record<string, Side>): Draft {
  const theirs = draftOf(newer)
  const draft = JSON.parse(JSON.stringify(merged)) as Draft
  for (const { key, field, row } of conflicts) {
    if (choices[key] !== 'theirs') continue
    if (row === undefined) Object.assign(draft, { [field]: theirs[field] })
    else {
      const list = field as RowList
      const their = theirs[list].find((other) => other.key === row)
      draft[list] = draft[list].flatMap((own) => (own.key === row ? (their ?? []) : own))
    }
  }
  return draft
}
