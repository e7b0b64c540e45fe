import type { FeaturePages } from '../../app/feature'

export const authPages: FeaturePages = {
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./SignIn.vue'), meta: { title: '登录', open: true } },
    { path: '/sign-in/sso', name: 'sign-in-sso', component: () => import('./SsoReturn.vue'), meta: { title: '统一身份认证', open: true } },
    { path: '/join', name: 'join', component: () => import('./JoinPage.vue'), meta: { title: '开通账号', open: true } },
    { path: '/account', name: 'account', component: () => import('./AccountPage.vue'), meta: { title: '我的账号', always: true } },
    { path: '/undertaking', name: 'undertaking', component: () => import('./UndertakingPage.vue'), meta: { title: '保密承诺书', bare: true, always: true } },
    { path: '/undertakings/:id', name: 'undertaking-paper', component: () => import('./UndertakingPaper.vue'), meta: { title: '保密承诺书', bare: true, always: true } },
    { path: '/', name: 'home', component: () => import('./HomePage.vue'), meta: { title: '首页' } },
  ],
  menu: [{ group: '', title: '首页', path: '/', icon: 'home', permission: 'signed_in' }],
}
