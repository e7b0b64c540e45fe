import type { RouteRecordRaw } from 'vue-router'
import { activityPages } from '../features/activity'
import { authPages } from '../features/auth'
import { drawPages } from '../features/draw'
import { intakePages } from '../features/intake'
import { libraryPages } from '../features/library'
import { oversightPages } from '../features/oversight'

/** One entry of the left menu; shown to who holds the permission. */
export interface MenuEntry {
  group: string
  title: string
  path: string
  icon: string
  permission: string
}

export interface FeaturePages {
  routes: RouteRecordRaw[]
  menu: MenuEntry[]
}

/** Every feature's pages, in the order of the menu. */
export const features: FeaturePages[] = [authPages, libraryPages, intakePages, activityPages, drawPages, oversightPages]
