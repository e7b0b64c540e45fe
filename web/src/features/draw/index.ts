import type { FeaturePages } from '../../app/feature'

const clearers = ['activity_approve', 'activity_edit', 'use_grant']

export const drawPages: FeaturePages = {
  routes: [
    { path: '/activities/:id/draw', name: 'draw-room', component: () => import('./DrawRoom.vue'), meta: { title: '抽取台', group: '活动与抽取', permission: 'draw_operate' } },
    { path: '/activities/:id/screen', name: 'draw-screen', component: () => import('./BigScreen.vue'), meta: { title: '抽取大屏', permission: 'draw_operate', bare: true } },
    { path: '/suspicions', name: 'suspicions', component: () => import('./SuspicionPage.vue'), meta: { title: '疑似回避', group: '活动与抽取', permission: 'draw_inspect' } },
    { path: '/supervision', name: 'supervision', component: () => import('./SuperviseList.vue'), meta: { title: '监督台', group: '活动与抽取', permission: 'draw_supervise' } },
    { path: '/supervise/:id', name: 'supervise', component: () => import('./SuperviseRoom.vue'), meta: { title: '监督台', group: '活动与抽取', permission: 'draw_supervise', bare: true } },
    { path: '/clearings', name: 'clearings', component: () => import('./ClearingList.vue'), meta: { title: '资料清除', group: '活动与抽取', permission: clearers } },
    { path: '/rounds/:id/record', name: 'draw-record', component: () => import('./RecordPage.vue'), meta: { title: '抽取记录表', bare: true } },
    { path: '/certificate/:id', name: 'certificate', component: () => import('./CertificatePage.vue'), meta: { title: '抽取凭证', open: true } },
  ],
  menu: [
    { group: '活动与抽取', title: '疑似回避', path: '/suspicions', icon: 'alert', permission: 'draw_inspect' },
    { group: '活动与抽取', title: '监督台', path: '/supervision', icon: 'draw', permission: 'draw_supervise' },
    { group: '活动与抽取', title: '资料清除', path: '/clearings', icon: 'paper', permission: clearers },
  ],
}
