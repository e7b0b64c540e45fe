import type { FeaturePages } from '../../app/feature'

export const rulesPages: FeaturePages = {
  routes: [{ path: '/rules', name: 'rules', component: () => import('./RulesPage.vue'), meta: { title: '规则口径', group: '规则', permission: 'signed_in' } }],
  menu: [{ group: '规则', title: '规则口径', path: '/rules', icon: 'paper', permission: 'signed_in' }],
}
