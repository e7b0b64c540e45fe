import { reactive, ref } from 'vue'

const titles = reactive(new Map<string, string>())

export interface Tab {
  path: string
  full: string
  title: string
}
/** The pages that stand open, oldest first. */
export const tabs = ref<Tab[]>([])

/** Gives the tab of a page about one record the record's own name. */
export function nameTab(path: string, title: string) {
  titles.set(path, title)
}

/** The name given to the tab at `path`, if any. */
export function tabTitle(path: string): string | undefined {
  return titles.get(path)
}

/** Takes away the tab of a page whose work is done. */
export function closeTab(path: string) {
  tabs.value = tabs.value.filter((tab) => tab.path !== path)
}
