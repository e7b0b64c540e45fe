/** What one person is to do now in the draw room; the server's allowed_actions decide what can be done at all. */
import type { PersonRole, Slip } from './slip'
import { isLive, partOf, presenceOf, type RoomView } from './views'

export type Moment =
  | 'blocked' // activity or plan are not approved, or one has no part in this draw
  | 'join'
  | 'await_other'
  | 'propose'
  | 'answer'
  | 'await_answer'
  | 'seal'
  | 'await_seal'
  | 'compare'
  | 'commit'
  | 'await_commit'
  | 'reveal'
  | 'await_reveal'
  | 'beacon' // a public value is awaited: both type it
  | 'confirm'
  | 'done'

function inRound(room: RoomView, part: PersonRole, slip: Slip | null): Moment {
  const round = room.rounds.at(-1)!
  if (!partOf(round, part).commitment) return part === 'supervisor' && !slip?.compared ? 'compare' : 'commit'
  if (round.status === 'sealed') return 'await_commit'
  if (round.status === 'awaiting') return 'beacon'
  return round.allowed_actions.includes('reveal') ? 'reveal' : 'await_reveal'
}

function betweenRounds(room: RoomView, part: PersonRole): Moment {
  const { allowed_actions: may, proposals } = room
  const last = room.rounds.at(-1)
  if (proposals.some((proposal) => proposal.agree === undefined)) return may.includes('consent') ? 'answer' : 'await_answer'
  if (last?.status === 'confirmed' && proposals.length === 0) return 'done'
  if (may.includes('join')) return 'join'
  if (!presenceOf(room, part).present) return 'blocked'
  const agreed = !last || proposals.some((proposal) => proposal.kind === 'again' && proposal.agree)
  if (!agreed) return part === 'operator' ? 'propose' : 'await_seal'
  if (room.presence.some((presence) => !presence.present)) return 'await_other'
  if (part === 'supervisor') return 'await_seal'
  return may.includes('seal') ? 'seal' : 'blocked'
}

export function momentOf(room: RoomView, slip: Slip | null): Moment {
  if (room.my_part === 'absent') return 'blocked'
  const part = room.my_part as PersonRole
  const last = room.rounds.at(-1)
  if (last && isLive(last)) return inRound(room, part, slip)
  if (last?.status === 'drawn') return last.allowed_actions.includes('confirm') ? 'confirm' : 'done'
  return betweenRounds(room, part)
}
