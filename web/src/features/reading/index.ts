import type { FeaturePages } from '../../app/feature'

export const readingPages: FeaturePages = {
  routes: [{ path: '/readings', name: 'readings', component: () => import('./ReadingsPage.vue'), meta: { title: '谁看过我的信息', permission: 'record_own' } }],
  menu: [{ group: '', title: '谁看过我的信息', path: '/readings', icon: 'eye', permission: 'record_own' }],
}
