import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

/** A panel that opens beside its button: closes by Escape (focus returns to the button) and by a press elsewhere. */
export function usePopover(root: Ref<HTMLElement | undefined>, button: Ref<HTMLElement | undefined>) {
  const open = ref(false)

  function close(returnFocus = false) {
    open.value = false
    if (returnFocus) button.value?.focus()
  }
  function pressed(event: Event) {
    if (!root.value?.contains(event.target as Node)) close()
  }
  function key(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.stopPropagation()
      close(true)
    }
  }
  watch(open, (is) => {
    if (is) {
      document.addEventListener('pointerdown', pressed)
      root.value?.addEventListener('keydown', key)
    } else {
      document.removeEventListener('pointerdown', pressed)
      root.value?.removeEventListener('keydown', key)
    }
  })
  onBeforeUnmount(() => document.removeEventListener('pointerdown', pressed))
  return { open, close }
}
