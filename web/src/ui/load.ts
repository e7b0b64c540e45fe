import { onActivated, onScopeDispose, ref, shallowRef } from 'vue'

/**
 * Something that is fetched: `data` keeps the last answer while a new one is on its way, `slow` is set when it takes
 * longer than 300 ms (time for a skeleton), `fault` holds what to tell the person. Only the latest request counts.
 */
export function useLoad<T, A extends unknown[]>(fetch: (...args: A) => Promise<T>) {
  const data = shallowRef<T>()
  const fault = ref('')
  const busy = ref(false)
  const slow = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  async function load(...args: A) {
    const mine = ++turn
    busy.value = true
    fault.value = ''
    clearTimeout(timer)
    timer = setTimeout(() => (slow.value = true), 300)
    try {
      const answer = await fetch(...args)
      if (mine === turn) data.value = answer
    } catch (error) {
      if (mine === turn) fault.value = error instanceof Error ? error.message : String(error)
    } finally {
      if (mine === turn) {
        clearTimeout(timer)
        busy.value = false
        slow.value = false
      }
    }
  }

  return { data, fault, busy, slow, load }
}

/** Calls `act` each time a page that is kept alive is shown again, and not the first time. */
export function onComingBack(act: () => unknown) {
  let shown = false
  onActivated(() => {
    if (shown) void act()
    shown = true
  })
}
