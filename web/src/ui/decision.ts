import { ref, useTemplateRef } from 'vue'
import { ApiError } from '../api/client'

/**
 * A ConfirmDialog (with `ref="dialog"`) and what it sends: when that is done it closes, is emptied, and `done` follows; what is refused stands
 * in it. `changed` is told where somebody else was faster (409).
 */
export function useDecision(done: () => unknown, changed?: (error: ApiError) => unknown) {
  const open = ref(false)
  const busy = ref(false)
  const fault = ref('')
  const dialog = useTemplateRef<{ clear(): void }>('dialog')

  function ask() {
    fault.value = ''
    open.value = true
  }
  async function decide(send: () => Promise<unknown>) {
    busy.value = true
    fault.value = ''
    try {
      await send()
      open.value = false
      dialog.value?.clear()
      await done()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      fault.value = error.message
      if (error.status === 409) await changed?.(error)
    } finally {
      busy.value = false
    }
  }

  return { open, busy, fault, ask, decide }
}
