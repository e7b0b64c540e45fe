/** What somebody did not send yet, kept in the browser until it is sent; it outlasts a reload, not the session. */
export function kept<T>(place: string): { read: () => T | undefined; write: (value: T) => void; forget: () => void } {
  const key = `bole.import.${place}`
  return {
    read: () => {
      try {
        const text = sessionStorage.getItem(key)
        return text === null ? undefined : (JSON.parse(text) as T)
      } catch {
        return undefined
      }
    },
    write: (value) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(value))
      } catch {
        // Without storage it lasts until the page is closed.
      }
    },
    forget: () => {
      try {
        sessionStorage.removeItem(key)
      } catch {
        // There was nothing to forget.
      }
    },
  }
}
