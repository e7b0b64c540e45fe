import { computed, ref, watch } from 'vue'

/** A column of a DataTable; `key` names its slot (`cell-key`) and, without a slot, the row's member. */
export interface Column {
  key: string
  title: string
  align?: 'right' | 'center'
  /** Cannot be switched off in the chooser; the first such column heads the card on a phone. */
  fixed?: boolean
  /** Off until the person switches it on. */
  off?: boolean
  width?: string
}

/** Which columns are shown, kept in this browser under the table's name. */
export function useColumns(name: string, columns: Column[]) {
  const standard = columns.filter((column) => column.off).map((column) => column.key)
  const stored = () => {
    try {
      const text = localStorage.getItem(`bole.columns.${name}`)
      return text ? (JSON.parse(text) as string[]) : null
    } catch {
      return null
    }
  }
  const hidden = ref<string[]>(stored() ?? standard)
  watch(hidden, (keys) => {
    try {
      localStorage.setItem(`bole.columns.${name}`, JSON.stringify(keys))
    } catch {
      // Without storage the choice lasts until the page is closed.
    }
  })
  return {
    all: columns,
    hidden,
    shown: computed(() => columns.filter((column) => column.fixed || !hidden.value.includes(column.key))),
    toggle(key: string) {
      hidden.value = hidden.value.includes(key) ? hidden.value.filter((k) => k !== key) : [...hidden.value, key]
    },
    restore() {
      hidden.value = [...standard]
    },
  }
}

export type Columns = ReturnType<typeof useColumns>
