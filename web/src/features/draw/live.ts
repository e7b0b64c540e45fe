/** Keeps a page up to date: events where they reach us, asking again where they do not. */
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, ref } from 'vue'
import { ApiError } from '../../api/client'

const poll_ms = 5_000
const retry_ms = 2_000

/** live: events arrive; asking: they do not, so the page asks; lost: the server cannot be reached. */
export type Connection = 'live' | 'asking' | 'lost'

function waitOrOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    window.addEventListener('online', done)
  })
}

/**
 * Calls `load` at once, on every event of `path` and, without events, every five seconds, one call at a time.
 * Stops while the page is not shown.
 */
export function useLive(path: () => string, load: () => Promise<void>) {
  const connection = ref<Connection>('asking')
  const fault = ref<ApiError | null>(null)
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let loading = false
  let again = false
  let shown = false

  async function once() {
    try {
      await load()
      fault.value = null
      if (connection.value === 'lost') connection.value = source?.readyState === EventSource.OPEN ? 'live' : 'asking'
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      fault.value = error
      if (error.status === 0) connection.value = 'lost'
    }
  }

  async function refresh() {
    if (loading) {
      again = true
      return
    }
    loading = true
    try {
      do {
        again = false
        await once()
      } while (again && shown)
    } finally {
      loading = false
      plan()
    }
  }

  function plan() {
    clearTimeout(timer)
    if (!shown || connection.value === 'live') return
    timer = setTimeout(tick, connection.value === 'lost' ? retry_ms : poll_ms)
  }

  function tick() {
    if (source?.readyState === EventSource.CLOSED) listen()
    void refresh()
  }

  function listen() {
    source?.close()
    source = new EventSource(path())
    source.onopen = () => {
      connection.value = 'live'
      void refresh()
    }
    source.onmessage = () => void refresh()
    source.onerror = () => {
      if (connection.value === 'live') connection.value = 'asking'
      plan()
    }
  }

  function start() {
    if (shown) return
    shown = true
    listen()
    void refresh()
    window.addEventListener('online', tick)
  }

  function stop() {
    shown = false
    clearTimeout(timer)
    source?.close()
    source = null
    window.removeEventListener('online', tick)
  }

  onMounted(start)
  onActivated(start)
  onDeactivated(stop)
  onBeforeUnmount(stop)
  return { connection, fault, refresh }
}

/** Tries an act until the server answers; a lost network only makes it wait. The act must carry its own key. */
export async function untilAnswered<T>(act: () => Promise<T>, lost: (is: boolean) => void): Promise<T> {
  for (;;) {
    try {
      const answer = await act()
      lost(false)
      return answer
    } catch (error) {
      const unreachable = error instanceof ApiError && error.status === 0
      lost(unreachable)
      if (!unreachable) throw error
      await waitOrOnline(retry_ms)
    }
  }
}
