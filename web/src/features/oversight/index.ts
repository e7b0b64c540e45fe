import type { FeaturePages } from '../../app/feature'

export const oversightPages: FeaturePages = {
  routes: [
    { path: '/trail', name: 'trail', component: () => import('./TrailPage.vue'), meta: { title: '留痕检索', group: '监督', permission: 'trail_read' } },
    { path: '/ledger', name: 'ledger', component: () => import('./LedgerPage.vue'), meta: { title: '核对账本', group: '监督', permission: 'ledger_check' } },
    { path: '/alerts', name: 'alerts', component: () => import('./AlertsPage.vue'), meta: { title: '安全告警', group: '监督', permission: 'alert_read' } },
  ],
  menu: [
    { group: '监督', title: '安全告警', path: '/alerts', icon: 'alert', permission: 'alert_read' },
    { group: '监督', title: '留痕检索', path: '/trail', icon: 'trail', permission: 'trail_read' },
    { group: '监督', title: '核对账本', path: '/ledger', icon: 'check', permission: 'ledger_check' },
  ],
}
