import type { FeaturePages } from '../../app/feature'

export const registryPages: FeaturePages = {
  routes: [
    { path: '/units', name: 'units', component: () => import('./UnitsPage.vue'), meta: { title: '单位管理', group: '系统管理', permission: 'unit_edit' } },
    { path: '/units/ask', name: 'unit-ask', component: () => import('./asking/AskPage.vue'), meta: { title: '单位申请登记', open: true } },
    { path: '/unit-asks', name: 'unit-asks', component: () => import('./asking/AskList.vue'), meta: { title: '单位登记申请', group: '归口管理', permission: 'unit_vouch' } },
    { path: '/unit-asks/:id', name: 'unit-ask-review', component: () => import('./asking/AskReview.vue'), meta: { title: '办理单位登记申请', group: '归口管理', permission: 'unit_vouch' } },
  ],
  menu: [
    { group: '归口管理', title: '单位登记申请', path: '/unit-asks', icon: 'unit', permission: 'unit_vouch' },
    { group: '系统管理', title: '单位管理', path: '/units', icon: 'unit', permission: 'unit_edit' },
  ],
}
