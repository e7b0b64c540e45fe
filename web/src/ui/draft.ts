import { nextTick, ref, watch } from 'vue'

const prefix = 'bole.draft.'
const kept_ms = 30 * 86_400_000

/** A value that must not reach the lasting store, at its place in a draft; `undefined` where none was typed. */
export interface SecretPlace {
  name: string
  get: () => string | undefined
  set: (value?: string) => void
}

export interface DraftStore<T> {
  /** What was kept and when, or null. */
  load(): { at: string; draft: T } | null
  /** Gives the instant it was kept, '' where the browser keeps nothing. */
  save(draft: T): string
  clear(): void
}

const read = (store: Storage, key: string): unknown => {
  try {
    return JSON.parse(store.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** Drafts that nobody came back to hold personal data for nothing. */
function removeOld(now: number) {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(prefix)) continue
    const kept = read(localStorage, key) as { at?: string } | null
    if (!(now - Date.parse(kept?.at ?? '') < kept_ms)) localStorage.removeItem(key)
  }
}

/**
 * Keeps what is typed into `form` about `record` in this browser, under the account: it outlives a reload, the end of the
 * session, a lost connection and the end of the browser, for thirty days. Secrets (numbers of identity cards, telephones
 * and accounts) stay with the tab: they outlive a reload and a new sign-in there, and never lie in the lasting store of a
 * computer that others use as well. Signing out empties both (the server's Clear-Site-Data).
 */
export function draftStore<T>(form: string, account: string, record: string, secretsOf: (draft: T) => SecretPlace[]): DraftStore<T> {
  const key = `${prefix}${form}.${account}.${record}`
  return {
    load() {
      removeOld(Date.now())
      const kept = read(localStorage, key) as { at: string; draft: T } | null
      if (!kept) return null
      const secrets = (read(sessionStorage, key) ?? {}) as Record<string, string>
      for (const place of secretsOf(kept.draft)) place.set(secrets[place.name])
      return kept
    },
    save(draft) {
      const copy = JSON.parse(JSON.stringify(draft)) as T
      const secrets: Record<string, string> = {}
      for (const place of secretsOf(copy)) {
        const value = place.get()
        if (value !== undefined) secrets[place.name] = value
        place.set()
      }
      const at = new Date().toISOString()
      try {
        localStorage.setItem(key, JSON.stringify({ at, draft: copy }))
        sessionStorage.setItem(key, JSON.stringify(secrets))
        return at
      } catch {
        return '' // Without storage the form lasts until the page is closed.
      }
    },
    clear() {
      localStorage.removeItem(key)
      sessionStorage.removeItem(key)
    },
  }
}

/**
 * A form's draft (reactive) that is kept while it changes. `untouched` says that it is as the server knows it, so that
 * nothing needs keeping. `restoredAt`: what is on the page was restored, as it was kept then; `keptAt`: last kept.
 */
export function useDraft<T extends object>(draft: T, store: DraftStore<T>, untouched: () => boolean) {
  const restoredAt = ref('')
  const keptAt = ref('')
  let keeping = false

  watch(
    () => draft,
    () => {
      if (!keeping) return
      if (untouched()) drop()
      else keptAt.value = store.save(draft)
    },
    { deep: true },
  )

  function drop() {
    store.clear()
    restoredAt.value = keptAt.value = ''
  }
  /** Fills the form: with what was kept where there is something, or else with `fresh`. */
  function begin(fresh: T, withKept = true) {
    keeping = false
    if (!withKept) drop()
    const kept = withKept ? store.load() : null
    Object.assign(draft, fresh, kept?.draft)
    restoredAt.value = keptAt.value = kept?.at ?? ''
    void nextTick(() => (keeping = true))
  }
  /** The form was handed in: nothing is kept any more. */
  function end() {
    keeping = false
    drop()
  }
  return { restoredAt, keptAt, begin, end }
}
