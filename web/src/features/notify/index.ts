import type { FeaturePages } from '../../app/feature'

const group = '系统管理'

export const notifyPages: FeaturePages = {
  routes: [{ path: '/messages', name: 'messages', component: () => import('./OutboxPage.vue'), meta: { title: '短信发件箱', group, permission: 'account_edit' } }],
  menu: [{ group, title: '短信发件箱', path: '/messages', icon: 'list', permission: 'account_edit' }],
}
