import type { RouteRecordRaw } from 'vue-router'

/** One entry of the left menu; shown to who holds the permission, or one of them. */
export interface MenuEntry {
  group: string
  title: string
  path: string
  icon: string
  permission: string | readonly string[]
}

/** What a feature gives to the page. */
export interface FeaturePages {
  routes: RouteRecordRaw[]
  menu: MenuEntry[]
}

/** A kind of thing that waits for the person who is signed in. */
export interface Waiting {
  key: string
  title: string
  n: number
  /** The next of them, in a line. */
  text?: string
  to: string
  act: string
  /** The entry of the menu that shows the number. */
  menu: string
}
