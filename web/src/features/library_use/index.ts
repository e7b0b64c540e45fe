import type { FeaturePages } from '../../app/feature'

const group = '活动与抽取'
const permission = ['use_grant', 'use_apply', 'activity_edit']

export const libraryUsePages: FeaturePages = {
  routes: [
    { path: '/library-uses', name: 'library-uses', component: () => import('./UseList.vue'), meta: { title: '使用专家库', group, permission } },
    { path: '/library-uses/new', name: 'library-use-new', component: () => import('./UseApply.vue'), meta: { title: '申请使用专家库', group, permission: 'use_apply' } },
  ],
  menu: [{ group, title: '使用专家库', path: '/library-uses', icon: 'paper', permission }],
}
