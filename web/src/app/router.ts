import { createRouter, createWebHistory } from 'vue-router'
import { features } from './pages'
import { useSession } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    group?: string
    /** Needed to open the page; without one, a sign-in is enough. */
    permission?: string | readonly string[]
    /** Opens also while something must be signed first. */
    always?: boolean
    /** Opens without sign-in and without the frame. */
    open?: boolean
    /** Needs a sign-in but stands without menu and bar: papers, the supervisor's phone. */
    bare?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [...features.flatMap((feature) => feature.routes), { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFound.vue'), meta: { title: '没有这个页面' } }],
})

router.beforeEach(async (to) => {
  const session = useSession()
  if (to.meta.open) return true
  if (!session.session && !(await session.refresh())) return { name: 'sign-in', query: { to: to.fullPath } }
  if (session.duty && !to.meta.always) return { name: session.duty, query: { to: to.fullPath } }
  if (to.meta.permission && !session.may(to.meta.permission)) return { name: 'home' }
  return true
})

router.afterEach((to) => {
  document.title = to.meta.title ? `${to.meta.title} · 伯乐` : '伯乐 科技专家库'
})
