import type { FeaturePages } from '../../app/feature'

const group = '活动与抽取'

export const activityPages: FeaturePages = {
  routes: [
    { path: '/activities', name: 'activities', component: () => import('./ActivityList.vue'), meta: { title: '评审活动', group, permission: 'activity_read' } },
    { path: '/activities/new', name: 'activity-new', component: () => import('./ActivityForm.vue'), meta: { title: '新建活动', group, permission: 'activity_edit' } },
    { path: '/activities/:id', name: 'activity', component: () => import('./ActivityPage.vue'), meta: { title: '活动详情', group, permission: 'activity_read' } },
    { path: '/activities/:id/plan', name: 'plan', component: () => import('../draw/PlanPage.vue'), meta: { title: '抽取方案', group, permission: 'activity_read' } },
    { path: '/activities/:id/edit', name: 'activity-edit', component: () => import('./ActivityForm.vue'), meta: { title: '修改活动', group, permission: 'activity_edit' } },
  ],
  menu: [{ group, title: '评审活动', path: '/activities', icon: 'list', permission: 'activity_read' }],
}
