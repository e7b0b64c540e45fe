/** An entry of a coded tree, as a picker shows it. */
export interface CodeNode {
  code: string
  name: string
  /** Names from the top down, joined by " / ". */
  path: string
  leaf: boolean
}

/** Where a picker gets its entries; made in api/codes.ts. */
export interface CodeSource {
  /** Below `parent`, or the top. `more`: there are others, to be searched for. */
  children(parent?: string): Promise<{ items: CodeNode[]; more?: boolean }>
  search(text: string): Promise<CodeNode[]>
  /** Entries of codes that are chosen already (from an address or a record). */
  find(codes: string[]): Promise<CodeNode[]>
  /** Numbers to show beside the entries, by code. */
  counts?(codes: string[]): Promise<Record<string, number>>
  /** What stands in the search box, e.g. 搜代码、名称、拼音首字母，如 qn. */
  hint: string
  /** Said below the tree about the numbers. */
  countNote?: string
  /** What is chosen is told with everything above it, not by its own name alone. */
  showPath?: boolean
  /** Codes are told to people, before the name. */
  showCode?: boolean
}
