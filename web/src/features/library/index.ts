import type { FeaturePages } from '../../app/feature'

export const libraryPages: FeaturePages = {
  routes: [
    { path: '/experts', name: 'experts', component: () => import('./ExpertList.vue'), meta: { title: '专家库', group: '在库', permission: 'library_read' } },
    { path: '/experts/:id', name: 'expert', component: () => import('./ExpertPage.vue'), meta: { title: '专家详情', group: '在库', permission: 'library_read' } },
    { path: '/experts/:id/edit', name: 'expert-edit', component: () => import('./amendment/EditPage.vue'), meta: { title: '修改专家信息', group: '在库', permission: 'library_edit' } },
    { path: '/experts/:id/merge', name: 'expert-merge', component: () => import('./merging/MergePage.vue'), meta: { title: '合并记录', group: '在库', permission: 'library_edit' } },
  ],
  menu: [{ group: '在库', title: '专家库', path: '/experts', icon: 'people', permission: 'library_read' }],
}
