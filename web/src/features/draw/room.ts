/** The draw room as a page uses it: what the server says, what this device keeps, what can be done. */
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue'
import { ApiError } from '../../api/client'
import { useSession } from '../../app/session'
import * as api from './api'
import { untilAnswered, useLive } from './live'
import { checkRound, type Known, type Step } from './protocol/check'
import { hex, utf8 } from './protocol/bytes'
import type { SuiteName } from './protocol/hash'
import { clearOldSlips, commitTo, freshSlip, loadSlip, saveSlip, valueFromPaper, type PersonRole, type Slip } from './slip'
import { document, isLive, partOf, type RoomView, type RoundView } from './views'

/** Before the warning of the frame appears. */
const near_end_ms = 180_000

export type ActName = 'join' | 'propose' | 'consent' | 'seal' | 'commit' | 'reveal' | 'beacon' | 'void' | 'confirm'

/** What the room tells of a round. The result itself stays away: it holds the sealed order of substitutes. */
function knownOf(room: RoomView, round: RoundView): Known {
  const valueOf = (role: PersonRole | 'server') => partOf(round, role).value
  return {
    seal: document(round.seal),
    sealHash: round.seal_hash,
    plan: document(round.plan),
    commitments: { operator: partOf(round, 'operator').commitment, supervisor: partOf(round, 'supervisor').commitment },
    reveals: Object.fromEntries((['operator', 'supervisor', 'server'] as const).flatMap((role) => (valueOf(role) === undefined ? [] : [[role, valueOf(role)!]]))),
    beacon: round.beacon?.value === undefined ? null : { source: round.beacon.source, value: hex(utf8(round.beacon.value)) },
    seed: round.seed,
    lines: room.rounds,
  }
}

export function useRoom(activity: () => string) {
  const session = useSession()
  const room = shallowRef<RoomView | null>(null)
  const slip = ref<Slip | null>(null)
  const kept = ref(true)
  const acting = ref<ActName | null>(null)
  const waiting = ref(false)
  const actFault = ref('')
  const actCode = ref('')
  const now = ref(Date.now())
  const ahead = ref(0)
  const clock = setInterval(() => (now.value = Date.now() + ahead.value), 500)
  onBeforeUnmount(() => clearInterval(clock))
  clearOldSlips(Date.now())

  const { connection, fault, refresh } = useLive(
    () => `/api/v1/activities/${encodeURIComponent(activity())}/draw/events`,
    async () => {
      const answer = await api.room(activity())
      ahead.value = Date.parse(answer.server_time) - Date.now()
      now.value = Date.now() + ahead.value
      room.value = answer
      // A live round keeps the session on the server; the page's own clock of it follows.
      if (running.value && session.idleUntil - Date.now() < near_end_ms) await session.refresh()
    },
  )

  const part = computed(() => (room.value && room.value.my_part !== 'absent' ? (room.value.my_part as PersonRole) : null))
  const round = computed<RoundView | null>(() => room.value?.rounds.at(-1) ?? null)
  const running = computed(() => (round.value && isLive(round.value) ? round.value : null))
  const left = computed(() => (running.value?.deadline ? Date.parse(running.value.deadline) - now.value : null))

  watch([round, part], ([live, role]) => {
    if (!live || !role) {
      slip.value = null
      return
    }
    const { commitment } = partOf(live, role)
    const same = slip.value?.round === live.id && slip.value.role === role
    if (same && (!commitment || slip.value!.commitment === commitment)) return
    slip.value = loadSlip(live.id, role)
    if (!slip.value && live.status === 'sealed' && !commitment) {
      slip.value = freshSlip(live.id, role, live.seal_hash)
      kept.value = saveSlip(slip.value)
    }
  })

  /** What this device found by its own calculation. */
  const steps = computed<Step[]>(() => (room.value && round.value?.seal ? checkRound(knownOf(room.value, round.value)) : []))
  const step = (name: Step['name']) => steps.value.find((found) => found.name === name)?.good ?? null

  /** Why nobody should go on, whatever the server says. */
  const alarm = computed(() => {
    const live = round.value
    if (!live) return ''
    if (slip.value && slip.value.sealHash !== live.seal_hash) return '这一轮的封存码与本机先前看到的不同。请立即叫停，并保留本页。'
    const wrong = steps.value.find((found) => found.good === false)
    if (!wrong) return ''
    return wrong.name === 'seal' || wrong.name === 'plan' ? '本机算出的封存码与服务器给出的不同。请立即叫停，并保留本页。' : '本机复算与服务器给出的不符。请不要确认，并保留本页。'
  })

  /** The commitment in the ledger was made on another device, or its slip is lost here. */
  const elsewhere = computed(() => {
    const committed = part.value && round.value && partOf(round.value, part.value).commitment
    return !!committed && slip.value?.commitment !== committed
  })

  function change(changes: Partial<Slip>) {
    if (!slip.value) return
    const next = { ...slip.value, ...changes }
    const stored = loadSlip(next.round, next.role)
    // Another tab of this browser may have committed meanwhile: what it committed to is never overwritten.
    if (stored?.commitment && stored.commitment !== next.commitment) {
      slip.value = stored
      return
    }
    slip.value = next
    kept.value = saveSlip(next)
  }

  const keys = new Map<string, string>()
  const keyOf = (act: string) => keys.get(act) ?? keys.set(act, crypto.getRandomValues(new Uint32Array(4)).join('-')).get(act)!

  async function act(name: ActName, work: (key: string) => Promise<unknown>, key?: string): Promise<boolean> {
    if (acting.value) return false
    acting.value = name
    actFault.value = ''
    actCode.value = ''
    try {
      await untilAnswered(() => work(key ?? keyOf(name)), (lost) => (waiting.value = lost))
      return true
    } catch (error) {
      actFault.value = error instanceof ApiError ? error.message : String(error)
      actCode.value = error instanceof ApiError ? error.code : ''
      return false
    } finally {
      keys.delete(name)
      acting.value = null
      waiting.value = false
      await refresh()
    }
  }

  const join = () => act('join', (key) => api.join(activity(), key))
  const propose = (reason: string) => act('propose', (key) => api.propose(activity(), reason, key))
  const consent = (agree: boolean, reason: string) => act('consent', (key) => api.consent(activity(), agree, reason, key))
  const seal = () => act('seal', (key) => api.seal(activity(), key))
  const stop = (reason: string) => act('void', (key) => api.voidRound(round.value!.id, reason, key))
  const typeBeacon = (value: string) => act('beacon', (key) => api.beacon(round.value!.id, value, key))
  const confirm = () => act('confirm', (key) => api.confirm(round.value!.id, key))

  async function commit() {
    const live = round.value!
    if (!slip.value || alarm.value) return false
    // The value is kept before it is sent: an answer that is lost must find it here.
    if (!slip.value.commitment) change(commitTo(slip.value, live.suite as SuiteName))
    const { commitment, commitKey, sealHash } = slip.value
    const done = await act('commit', (key) => api.commit(live.id, sealHash, commitment!, key), commitKey)
    if (done) change({ committedAt: new Date(now.value).toISOString() })
    return done
  }

  /** Reveals the value kept here, or the one that stands on a slip. */
  async function reveal(paper?: string) {
    const live = round.value!
    const role = part.value!
    const committed = partOf(live, role).commitment!
    const value = paper === undefined ? slip.value?.value : valueFromPaper(paper, live.suite as SuiteName, role, live.seal_hash, committed)
    if (!value) {
      actFault.value = '凭条上没有与这一轮承诺相符的最终值，请核对是不是这一轮的凭条。'
      return false
    }
    const done = await act('reveal', (key) => api.reveal(live.id, value, key), paper === undefined ? slip.value!.revealKey : undefined)
    if (done) change({ revealedAt: new Date(now.value).toISOString() })
    return done
  }

  return reactive({ room, round, running, part, slip, kept, left, now, connection, fault, steps, step, alarm, elsewhere, acting, waiting, actFault, actCode, change, refresh, join, propose, consent, seal, stop, confirm, commit, reveal, typeBeacon })
}

export type Room = ReturnType<typeof useRoom>
