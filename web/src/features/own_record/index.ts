import type { FeaturePages } from '../../app/feature'

export const ownRecordPages: FeaturePages = {
  routes: [{ path: '/record', name: 'own-record', component: () => import('./OwnRecord.vue'), meta: { title: '我的信息', permission: 'record_own' } }],
  menu: [{ group: '', title: '我的信息', path: '/record', icon: 'paper', permission: 'record_own' }],
}
