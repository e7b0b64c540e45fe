import { nextTick, ref, useTemplateRef, type Ref } from 'vue'
import { ApiError } from '../api/client'

/**
 * A page that goes through steps, beginning with `first`: `turnTo` shows one from its top and puts the focus on the element with ref
 * `heading`, `attempt` does work over the network. A lost connection or a server at fault leaves everything as it is, told in
 * `lost`, and `again` repeats the work; whatever else is refused goes to `refused`. A sign-in that ended is the client's to handle.
 */
export function useSteps<Step extends string>(first: Step, refused: (error: ApiError) => Promise<unknown>) {
  const step = ref(first) as Ref<Step>
  const heading = useTemplateRef<HTMLElement>('heading')
  const busy = ref(false)
  const lost = ref('')
  let last: () => Promise<unknown> = async () => undefined

  async function turnTo(next: Step) {
    lost.value = ''
    step.value = next
    await nextTick()
    window.scrollTo(0, 0)
    heading.value?.focus()
  }

  async function attempt(work: () => Promise<unknown>) {
    last = work
    busy.value = true
    lost.value = ''
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 0 || error.status >= 500) {
        lost.value = error.message
        await nextTick()
        window.scrollTo(0, 0)
      } else if (error.status !== 401) {
        await refused(error)
      }
    } finally {
      busy.value = false
    }
  }

  return { step, busy, lost, turnTo, attempt, again: () => attempt(last) }
}
