import type { FeaturePages } from '../../app/feature'

export const ownRecordPages: FeaturePages = {
  routes: [
    { path: '/claim', name: 'claim', component: () => import('./ClaimPage.vue'), meta: { title: '认领档案', open: true } },
    { path: '/record', name: 'own-record', component: () => import('./OwnRecord.vue'), meta: { title: '我的信息', permission: 'record_own' } },
    { path: '/corrections', name: 'corrections', component: () => import('./RequestsPage.vue'), meta: { title: '更正要求', group: '在库', permission: 'library_edit' } },
    { path: '/erasures', name: 'erasures', component: () => import('./RequestsPage.vue'), props: { erasure: true }, meta: { title: '删除申请', group: '在库', permission: 'export_grant' } },
  ],
  menu: [{ group: '', title: '我的信息', path: '/record', icon: 'paper', permission: 'record_own' }],
}

/** Beside the library. */
export const requestPages: FeaturePages = {
  routes: [],
  menu: [
    { group: '在库', title: '更正要求', path: '/corrections', icon: 'paper', permission: 'library_edit' },
    { group: '在库', title: '删除申请', path: '/erasures', icon: 'close', permission: 'export_grant' },
  ],
}
