import { nextTick, ref } from 'vue'
import { ApiError } from '../api/client'

/**
 * Something that is sent and may be refused: `faults` by path (`all`: of the whole), `errors` for the summary above a form. `attempt` says
 * whether it was done. `target` names the field of a path, `focus` what is looked for after a refusal, `refused` is told of it first.
 */
export function useAttempt(more: { target?: (path: string) => string; focus?: string; refused?: (error: ApiError) => unknown } = {}) {
  const busy = ref(false)
  const faults = ref<Record<string, string>>({})
  const errors = ref<{ message: string; target?: string }[]>([])

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    faults.value = {}
    errors.value = []
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      faults.value = error.fields.length ? Object.fromEntries(error.fields.map((field) => [field.path, field.message])) : { all: error.message }
      errors.value = error.fields.length ? error.fields.map((field) => ({ message: field.message, target: more.target?.(field.path) })) : [{ message: error.message }]
      more.refused?.(error)
      await nextTick()
      if (more.focus) document.querySelector<HTMLElement>(more.focus)?.focus()
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, faults, errors, attempt }
}
