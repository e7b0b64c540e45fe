import type { FeaturePages } from '../../app/feature'

export const rulesPages: FeaturePages = {
  routes: [
    { path: '/rules', name: 'rules', component: () => import('./RulesPage.vue'), meta: { title: '规则口径', group: '规则', permission: 'signed_in' } },
    { path: '/rules/:code', name: 'rule', component: () => import('./RulePage.vue'), meta: { title: '一条口径', group: '规则', permission: 'signed_in' } },
    { path: '/code-tables', name: 'code-tables', component: () => import('./CodeTablesPage.vue'), meta: { title: '代码表', group: '规则', permission: ['rules_edit', 'rules_approve'] } },
    { path: '/code-tables/:id', name: 'code-table', component: () => import('./CodeTablePage.vue'), meta: { title: '一张代码表', group: '规则', permission: ['rules_edit', 'rules_approve'] } },
    { path: '/texts', name: 'texts', component: () => import('./TextsPage.vue'), meta: { title: '文本和模板', group: '规则', permission: ['rules_edit', 'rules_approve'] } },
    { path: '/texts/:code', name: 'text', component: () => import('./TextPage.vue'), meta: { title: '一份文本', group: '规则', permission: ['rules_edit', 'rules_approve'] } },
    { path: '/personal-fields', name: 'personal-fields', component: () => import('./PersonalFields.vue'), meta: { title: '个人信息字段', group: '规则', permission: 'signed_in' } },
  ],
  menu: [
    { group: '规则', title: '规则口径', path: '/rules', icon: 'paper', permission: 'signed_in' },
    { group: '规则', title: '代码表', path: '/code-tables', icon: 'paper', permission: ['rules_edit', 'rules_approve'] },
    { group: '规则', title: '文本和模板', path: '/texts', icon: 'paper', permission: ['rules_edit', 'rules_approve'] },
    { group: '规则', title: '个人信息字段', path: '/personal-fields', icon: 'people', permission: 'signed_in' },
  ],
}
