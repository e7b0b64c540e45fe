import type { FeaturePages } from '../../app/feature'

const permission = ['export_request', 'export_grant']

export const exportingPages: FeaturePages = {
  routes: [
    { path: '/exports', name: 'exports', component: () => import('./ExportList.vue'), meta: { title: '导出申请', group: '在库', permission } },
    { path: '/exports/new', name: 'export-new', component: () => import('./ExportNew.vue'), meta: { title: '申请导出', group: '在库', permission: 'export_request' } },
    { path: '/exports/:id', name: 'export', component: () => import('./ExportPage.vue'), meta: { title: '导出申请', group: '在库', permission } },
  ],
  menu: [
    { group: '在库', title: '导出申请', path: '/exports', icon: 'download', permission },
  ],
}
