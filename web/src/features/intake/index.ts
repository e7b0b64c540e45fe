import type { FeaturePages } from '../../app/feature'

export const intakePages: FeaturePages = {
  routes: [
    { path: '/imports', name: 'imports', component: () => import('./ImportList.vue'), meta: { title: '批量导入', group: '在库', permission: 'library_import' } },
    { path: '/imports/:id', name: 'import', component: () => import('./ImportPage.vue'), meta: { title: '导入批次', group: '在库', permission: 'library_import' } },
  ],
  menu: [{ group: '在库', title: '批量导入', path: '/imports', icon: 'upload', permission: 'library_import' }],
}
