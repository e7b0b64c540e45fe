import { reactive } from 'vue'

const stored = (name: string) => {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

const state = reactive({ dark: stored('bole.theme') === 'dark', large: stored('bole.size') === 'large' })

function apply() {
  const root = document.documentElement
  root.dataset.theme = state.dark ? 'dark' : 'light'
  root.dataset.size = state.large ? 'large' : 'normal'
  try {
    localStorage.setItem('bole.theme', root.dataset.theme)
    localStorage.setItem('bole.size', root.dataset.size)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
apply()

/** Light or dark, normal or large type (适老); kept in this browser. */
export function useAppearance() {
  return {
    get dark() {
      return state.dark
    },
    get large() {
      return state.large
    },
    toggleTheme() {
      state.dark = !state.dark
      apply()
    },
    toggleSize() {
      state.large = !state.large
      apply()
    },
  }
}
