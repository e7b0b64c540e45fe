import type { FeaturePages } from '../../app/feature'

export const consentPages: FeaturePages = {
  routes: [{ path: '/consents', name: 'consents', component: () => import('./ConsentsPage.vue'), meta: { title: '我的同意', permission: 'record_own' } }],
  menu: [{ group: '', title: '我的同意', path: '/consents', icon: 'check', permission: 'record_own' }],
}
