import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { ApiError, call, setToken } from '../api/client'

type Session = Awaited<ReturnType<typeof load>>

function load() {
  return call('get', '/api/v1/session')
}

/** Who is signed in and what the person may do. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  const idleUntil = ref(0)
  const may = (permission: string) => session.value?.permissions?.includes(permission) ?? false
  const account = computed(() => session.value?.account)
  const roleNames = computed(() => account.value?.roles?.map((role) => role.name).join('、') ?? '')

  async function refresh() {
    try {
      session.value = await load()
      setToken(session.value.token)
      idleUntil.value = Date.parse(session.value.idle_until)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      session.value = null
    }
    return session.value
  }

  async function stay() {
    await call('post', '/api/v1/session/keep-alive')
    await refresh()
  }

  async function leave(everywhere: boolean) {
    await call('delete', everywhere ? '/api/v1/sessions' : '/api/v1/session')
    session.value = null
  }

  return { session, account, roleNames, idleUntil, may, refresh, stay, leave }
})
