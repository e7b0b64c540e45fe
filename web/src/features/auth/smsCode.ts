import { onScopeDispose, ref } from 'vue'
import { call } from '../../api/client'

const between_s = 60
const looks = 20

/** Asking for a code by message: a minute between two, and in a demonstration what the telephone would show. */
export function useSmsCode(demonstration: () => boolean) {
  const wait = ref(0)
  const sent = ref(false)
  const shown = ref('')
  let timer: ReturnType<typeof setInterval> | undefined
  onScopeDispose(() => clearInterval(timer))

  /** The message to this telephone that came last; it is there a moment after it was asked for. */
  async function look(masked: string, before: Set<string>) {
    for (let i = 0; i < looks && !shown.value; ++i) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      const { items } = await call('get', '/api/v1/session/messages')
      shown.value = items.find((one) => one.phone_masked === masked && !before.has(one.id))?.text ?? ''
    }
  }

  /** `send` gives the telephone as it is shown. */
  async function askAs(send: () => Promise<string>) {
    const before = new Set(demonstration() ? (await call('get', '/api/v1/session/messages')).items.map((one) => one.id) : [])
    const masked = await send()
    sent.value = true
    shown.value = ''
    wait.value = between_s
    clearInterval(timer)
    timer = setInterval(() => --wait.value <= 0 && clearInterval(timer), 1000)
    if (demonstration()) void look(masked, before)
  }

  const ask = (phone: string, send: () => Promise<unknown>) =>
    askAs(async () => {
      await send()
      const digits = phone.replace(/\D/g, '')
      return `${digits.slice(-11, -8)}****${digits.slice(-4)}`
    })

  return { wait, sent, shown, ask, askAs }
}
