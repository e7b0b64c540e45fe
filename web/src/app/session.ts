import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { ApiError, call, setToken } from '../api/client'

const fresh_ms = 60_000
type Session = Awaited<ReturnType<typeof load>>

function load() {
  return call('get', '/api/v1/session')
}

/** Who is signed in and what the person may do. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  const idleUntil = ref(0)
  /** Why one was signed out, until the next sign-in. */
  const told = ref('')
  let refreshedAt = 0
  /** Whether the person holds the permission, or one of them. */
  const may = (permission: string | readonly string[]) => [permission].flat().some((one) => session.value?.permissions?.includes(one))
  const account = computed(() => session.value?.account)
  /** The page that must be gone through before any other opens; none: ''. */
  const duty = computed(() => (session.value?.undertaking.duty === 'due' ? 'undertaking' : session.value?.password.duty === 'due' ? 'account' : ''))
  const roleNames = computed(() => account.value?.roles?.map((role) => role.name).join('、') || '还没有角色')

  async function refresh() {
    try {
      session.value = await load()
      told.value = ''
      refreshedAt = Date.now()
      setToken(session.value.token)
      idleUntil.value = Date.parse(session.value.idle_until)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      session.value = null
    }
    return session.value
  }

  /** Along with what the person does, so that it keeps nobody signed in. */
  async function refreshNowAndThen() {
    if (session.value && Date.now() - refreshedAt > fresh_ms) await refresh().catch(() => undefined)
  }

  async function stay() {
    await call('post', '/api/v1/session/keep-alive')
    await refresh()
  }

  async function leave(everywhere: boolean) {
    await call('delete', everywhere ? '/api/v1/sessions' : '/api/v1/session')
    session.value = null
  }

  return { session, told, account, roleNames, duty, idleUntil, may, refresh, refreshNowAndThen, stay, leave }
})
