import { onDeactivated, onScopeDispose, ref } from 'vue'
import { call } from '../../api/client'

export type SensitiveField = 'citizen_id' | 'passport' | 'phone' | 'email' | 'bank_account'
export interface Reason {
  reason: string
  words?: string
}

/**
 * One field of one expert shown whole for a while (A4). The value is nowhere but here, and leaves when its time is up, another field
 * is shown, or the page is left or hidden.
 */
export function useReveal(expert: string) {
  const field = ref<SensitiveField>()
  const value = ref('')
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  function hide() {
    clearInterval(timer)
    field.value = undefined
    value.value = ''
    left.value = 0
  }

  async function show(wanted: SensitiveField, why: Reason) {
    hide()
    const answer = await call('post', '/api/v1/experts/{id}/reveal', { field: wanted, ...why }, { parameters: { id: expert } })
    const until = Date.now() + answer.seconds * 1000
    field.value = wanted
    value.value = answer.value
    left.value = answer.seconds
    timer = setInterval(() => {
      left.value = Math.ceil((until - Date.now()) / 1000)
      if (left.value <= 0) hide()
    }, 500)
  }

  const onHidden = () => document.hidden && hide()
  document.addEventListener('visibilitychange', onHidden)
  onDeactivated(hide)
  onScopeDispose(() => {
    hide()
    document.removeEventListener('visibilitychange', onHidden)
  })
  return { field, value, left, show, hide }
}
