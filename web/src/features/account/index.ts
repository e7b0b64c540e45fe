import type { FeaturePages } from '../../app/feature'

const group = '系统管理'

export const accountPages: FeaturePages = {
  routes: [
    { path: '/accounts', name: 'accounts', component: () => import('./AccountList.vue'), meta: { title: '账号管理', group, permission: 'account_edit' } },
    { path: '/accounts/new', name: 'account-new', component: () => import('./NewAccount.vue'), meta: { title: '新建账号', group, permission: 'account_edit' } },
    { path: '/accounts/:id', name: 'account-one', component: () => import('./AccountRecord.vue'), meta: { title: '账号', group, permission: 'account_edit' } },
    { path: '/roles', name: 'roles', component: () => import('./RoleList.vue'), meta: { title: '角色授权', group, permission: 'role_grant' } },
    { path: '/roles/:id', name: 'role-one', component: () => import('./RoleRecord.vue'), meta: { title: '授权', group, permission: 'role_grant' } },
    { path: '/role-approvals', name: 'role-approvals', component: () => import('./RoleApprovals.vue'), meta: { title: '授权审批', group, permission: 'role_approve' } },
  ],
  menu: [
    { group, title: '账号管理', path: '/accounts', icon: 'people', permission: 'account_edit' },
    { group, title: '角色授权', path: '/roles', icon: 'shield', permission: 'role_grant' },
    { group, title: '授权审批', path: '/role-approvals', icon: 'good', permission: 'role_approve' },
  ],
}
