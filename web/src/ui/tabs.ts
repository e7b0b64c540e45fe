import { reactive } from 'vue'

const titles = reactive(new Map<string, string>())

/** Gives the tab of a page about one record the record's own name. */
export function nameTab(path: string, title: string) {
  titles.set(path, title)
}

/** The name given to the tab at `path`, if any. */
export function tabTitle(path: string): string | undefined {
  return titles.get(path)
}
