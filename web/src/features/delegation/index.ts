import type { FeaturePages } from '../../app/feature'

export const delegationPages: FeaturePages = {
  routes: [
    { path: '/delegations', name: 'delegations', component: () => import('./DelegationList.vue'), meta: { title: '委托', group: '规则', permission: 'signed_in' } },
    { path: '/delegations/new', name: 'delegation-new', component: () => import('./NewDelegation.vue'), meta: { title: '新的委托', group: '规则', permission: 'power_delegate' } },
  ],
  menu: [{ group: '规则', title: '委托', path: '/delegations', icon: 'shield', permission: 'signed_in' }],
}
