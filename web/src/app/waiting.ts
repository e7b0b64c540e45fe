import { defineStore } from 'pinia'
import { ref } from 'vue'
import { accountWaiting } from '../features/account/waiting'
import { activityWaiting } from '../features/activity/waiting'
import { consentWaiting } from '../features/consent/waiting'
import { clearingWaiting } from '../features/draw/waiting'
import { exportsWaiting } from '../features/exporting/waiting'
import { intakeWaiting } from '../features/intake/waiting'
import { libraryUseWaiting } from '../features/library_use/waiting'
import { alertsWaiting } from '../features/oversight/waiting'
import { requestsWaiting } from '../features/own_record/waiting'
import { registryWaiting } from '../features/registry/waiting'
import { rulesWaiting } from '../features/rules/waiting'
import type { Waiting } from './feature'
import { useSession } from './session'

/** Every feature that has things waiting, in the order in which they are shown. */
const sources: ((may: (permission: string) => boolean) => Promise<Waiting[]>)[] = [alertsWaiting, exportsWaiting, consentWaiting, intakeWaiting, activityWaiting, clearingWaiting, requestsWaiting, rulesWaiting, libraryUseWaiting, registryWaiting, accountWaiting]
const fresh_ms = 20_000

/** What waits for me: on the home page and beside the entries of the menu (A9). */
export const useWaiting = defineStore('waiting', () => {
  const session = useSession()
  const items = ref<Waiting[]>()
  const fault = ref('')
  let account = ''
  let asked = 0

  /** Asks again unless that was done just now; `now` asks in any case. */
  async function refresh(now = false) {
    const who = session.account?.id ?? ''
    if (session.duty) return
    if (!now && who === account && Date.now() - asked < fresh_ms) return
    if (who !== account) items.value = undefined
    account = who
    asked = Date.now()
    try {
      const found = await Promise.all(sources.map((source) => source(session.may)))
      if (who === account) items.value = found.flat().filter((item) => item.n > 0)
      fault.value = ''
    } catch (error) {
      fault.value = error instanceof Error ? error.message : String(error)
    }
  }

  const countOf = (menu: string) => items.value?.filter((item) => item.menu === menu).reduce((sum, item) => sum + item.n, 0) ?? 0
  return { items, fault, refresh, countOf }
})
