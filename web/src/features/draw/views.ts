/** Short names for what the draw's routes answer, and small readings of it. */
import type { Answer } from './api'
import type { JsonObject } from './protocol/json'
import type { PersonRole } from './slip'

export type RoomView = Answer<'/api/v1/activities/{id}/draw'>
export type RoundView = RoomView['rounds'][number]
export type PartView = RoundView['parts'][number]
export type PresenceView = RoomView['presence'][number]
export type ProposalView = RoomView['proposals'][number]
export type CertificateView = Answer<'/api/v1/public/rounds/{id}/certificate'>
export type RecordView = Answer<'/api/v1/rounds/{id}/record'>
export type CountView = RoundView['total']

export function partOf(round: { parts: PartView[] }, role: PersonRole | 'server'): PartView {
  return round.parts.find((part) => part.role === role)!
}

export function presenceOf(room: RoomView, role: PersonRole): PresenceView {
  return room.presence.find((presence) => presence.role === role)!
}

export function isLive(round: RoundView): boolean {
  return ['sealed', 'committed', 'revealing', 'awaiting', 'revealed'].includes(round.status)
}

/** Whose reveal is awaited. */
export function turnOf(round: RoundView): PersonRole | null {
  return round.status === 'committed' ? 'operator' : round.status === 'revealing' ? 'supervisor' : null
}

/** 239, or 少于 5 where a small number could point at a person. */
export function countText(count?: CountView): string {
  return count?.few ? '少于 5' : String(count?.n ?? 0)
}

/** CQ-2026-0187-2: the activity's number and the round. */
export function printedNumber(activityNumber: string, round: number): string {
  return `${activityNumber.replace(/^HD-/, 'CQ-')}-${round}`
}

/** The sealed document as the protocol reads it. */
export function document(value: unknown): JsonObject {
  return value as JsonObject
}
