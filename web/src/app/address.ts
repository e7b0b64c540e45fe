import { reactive, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * A list's search and page live in the address: a link, the back button and a reload give the same page.
 * `draft` is what the person types; `applied` what the list shows. `search()` writes the draft into the address.
 */
export function useAddress<K extends string>(names: readonly K[], load: (applied: Record<K, string>, page: number, size: number) => unknown, standardSize = 20) {
  const route = useRoute()
  const router = useRouter()
  const path = route.path
  const empty = () => Object.fromEntries(names.map((name) => [name, ''])) as Record<K, string>
  const draft = reactive(empty()) as Record<K, string>
  const applied = reactive(empty()) as Record<K, string>
  let shown = ''
  const place = reactive({ page: 1, size: standardSize })

  function write(values: Record<K, string>, page: number, size: number) {
    const query: Record<string, string> = {}
    for (const name of names) if (values[name]) query[name] = values[name]
    if (page > 1) query.page = String(page)
    if (size !== standardSize) query.size = String(size)
    return router.push({ path, query })
  }
  function read() {
    for (const name of names) {
      const value = route.query[name]
      applied[name] = draft[name] = typeof value === 'string' ? value : ''
    }
    place.page = Math.max(1, Number(route.query.page) || 1)
    place.size = Number(route.query.size) || standardSize
  }
  const reload = () => load(applied, place.page, place.size)

  watch(
    () => route.fullPath,
    (now, before) => {
      // Pages are kept alive: only changes of the own address count, and coming back with the same one does not.
      if (route.path !== path || (before !== undefined && now === shown)) return
      shown = now
      read()
      void reload()
    },
    { immediate: true },
  )

  async function search() {
    const same = names.every((name) => draft[name].trim() === applied[name]) && place.page === 1
    for (const name of names) draft[name] = draft[name].trim()
    await (same ? reload() : write(draft, 1, place.size))
  }

  return {
    draft,
    applied,
    place,
    search,
    reload,
    reset: () => {
      Object.assign(draft, empty())
      return search()
    },
    turn: (page: number) => write(applied, page, place.size),
    resize: (size: number) => write(applied, 1, size),
  }
}
