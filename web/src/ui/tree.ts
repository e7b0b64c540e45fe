import { computed, reactive, ref } from 'vue'
import type { CodeNode, CodeSource } from './codes'

/** A line of the tree as it is drawn. */
export interface TreeLine extends CodeNode {
  level: number
  open: boolean
  parent?: string
}

/** A tree that is read level by level as it is opened. */
export function useTree(source: () => CodeSource) {
  const below = reactive(new Map<string, CodeNode[]>()) // '' is the top
  const opened = reactive(new Set<string>())
  const parents = new Map<string, string>()
  const counts = reactive(new Map<string, number>())
  const more = ref(false)
  const fault = ref('')

  async function count(nodes: CodeNode[]) {
    const from = source().counts
    const asked = nodes.map((node) => node.code).filter((code) => !counts.has(code))
    if (!from || !asked.length) return
    try {
      for (const [code, n] of Object.entries(await from(asked.slice(0, 200)))) counts.set(code, n)
    } catch {
      // The numbers are an aid; the tree works without them.
    }
  }

  async function read(parent = '') {
    if (below.has(parent)) return
    fault.value = ''
    try {
      const answer = await source().children(parent || undefined)
      if (!parent) more.value = answer.more ?? false
      for (const node of answer.items) parents.set(node.code, parent)
      below.set(parent, answer.items)
      void count(answer.items)
    } catch (error) {
      fault.value = error instanceof Error ? error.message : String(error)
    }
  }

  async function toggle(node: CodeNode, open = !opened.has(node.code)) {
    if (node.leaf) return
    if (open) {
      await read(node.code)
      opened.add(node.code)
    } else opened.delete(node.code)
  }

  /** Reads again what has been read: something was changed. */
  async function reload() {
    const known = [...below.keys()]
    below.clear()
    for (const parent of known) await read(parent)
  }

  const lines = computed(() => {
    const list: TreeLine[] = []
    const walk = (parent: string, level: number) => {
      for (const node of below.get(parent) ?? []) {
        const open = opened.has(node.code)
        list.push({ ...node, level, open, parent: parent || undefined })
        if (open) walk(node.code, level + 1)
      }
    }
    walk('', 1)
    return list
  })

  /** True when `ancestor` lies above `code`, as far as the tree has been read. */
  function isAbove(ancestor: string, code: string) {
    for (let at = parents.get(code); at; at = parents.get(at)) if (at === ancestor) return true
    return false
  }

  return { lines, counts, more, fault, read, reload, toggle, isAbove, count }
}
