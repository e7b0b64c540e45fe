/** Cuts a paper into sheets, so that every sheet can carry its number whatever the browser prints. */

export interface Block {
  /** Title and column heads, repeated on each sheet where the block goes on. */
  head: number
  /** Heights of the rows; between two of them the block may be cut. */
  rows: number[]
}
export interface Slice {
  block: number
  from: number
  to: number
}

/** Fills sheets of `height` from the top; a head never stands without a row, a row that is higher than a sheet stands alone. */
export function paginate(blocks: Block[], height: number): Slice[][] {
  const sheets: Slice[][] = [[]]
  let used = 0
  blocks.forEach(({ head, rows }, block) => {
    let from = 0
    while (from < rows.length) {
      let to = from
      let taken = head
      while (to < rows.length && used + taken + rows[to]! <= height) taken += rows[to++]!
      if (to === from && used > 0) {
        sheets.push([])
        used = 0
        continue
      }
      if (to === from) taken += rows[to++]!
      sheets.at(-1)!.push({ block, from, to })
      used += taken
      from = to
    }
  })
  return sheets
}
