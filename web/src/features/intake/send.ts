import { ref } from 'vue'
import { ApiError } from '../../api/client'

/** Sends something once at a time and keeps what the server says against it. */
export function useSend() {
  const busy = ref(false)
  const refused = ref('')
  /** True when the server took it. */
  async function send(act: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    refused.value = ''
    try {
      await act()
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      refused.value = error.message
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, refused, send }
}
