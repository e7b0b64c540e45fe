/**
 * What one person contributes to one round, kept in this browser from the moment it is made until it is revealed:
 * a reload, a lost network or a restart must not lose it, or the round would be void by that person's doing.
 */
import { fromHex, hex } from './protocol/bytes'
import { digest, sha256, type SuiteName } from './protocol/hash'
import { contribution, personCommitment } from './protocol/seal'
import { second } from '../../ui/format'
import { inFours } from './text'

export type PersonRole = 'operator' | 'supervisor'
export const roleNames: Record<PersonRole | 'server', string> = { operator: '操作员', supervisor: '监督员', server: '服务器' }

export interface Slip {
  round: string
  role: PersonRole
  /** The seal this device goes on with; another seal for the same round is an alarm. */
  sealHash: string
  random: string
  text: string
  /** The person found the code equal to the one on the other screen. */
  compared: boolean
  value?: string
  commitment?: string
  committedAt?: string
  revealedAt?: string
  /** Reused when the act is tried again, after a reload too, so that it happens once. */
  commitKey: string
  revealKey: string
}

const prefix = 'bole.draw.slip.'
const memory = new Map<string, string>()
const nameOf = (round: string, role: PersonRole) => `${prefix}${round}.${role}`

function randomHex(bytes: number): string {
  return hex(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** False when this browser keeps nothing: then the slip must be taken away before the commitment. */
export function saveSlip(slip: Slip): boolean {
  const name = nameOf(slip.round, slip.role)
  memory.set(name, JSON.stringify(slip))
  try {
    localStorage.setItem(name, memory.get(name)!)
    return true
  } catch {
    return false
  }
}

export function loadSlip(round: string, role: PersonRole): Slip | null {
  const name = nameOf(round, role)
  let text = memory.get(name) ?? null
  try {
    text = localStorage.getItem(name) ?? text
  } catch {
    // Storage is closed to this page: memory is what there is.
  }
  return text ? readSlip(text, round, role) : null
}

const isHex = (value: unknown, bytes: number) => typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value)
const isOptional = (value: unknown, fits: (value: string) => boolean) => value === undefined || (typeof value === 'string' && fits(value))

/** A slip as this page wrote it; null for anything else that was put into the storage. */
export function readSlip(text: string, round: string, role: PersonRole): Slip | null {
  let slip: Slip
  try {
    slip = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof slip !== 'object' || slip === null || slip.round !== round || slip.role !== role) return null
  const texts = [slip.text, slip.commitKey, slip.revealKey].every((value) => typeof value === 'string')
  const values = isHex(slip.sealHash, 32) && isHex(slip.random, 32) && [slip.value, slip.commitment].every((value) => isOptional(value, (given) => isHex(given, 32)))
  const times = [slip.committedAt, slip.revealedAt].every((value) => isOptional(value, (given) => !Number.isNaN(Date.parse(given))))
  return texts && values && times && typeof slip.compared === 'boolean' ? slip : null
}

export function freshSlip(round: string, role: PersonRole, sealHash: string): Slip {
  return { round, role, sealHash, random: randomHex(32), text: '', compared: false, commitKey: randomHex(16), revealKey: randomHex(16) }
}

/** Slips of other rounds that were revealed long ago are public anyway; they are cleared away. */
export function clearOldSlips(now: number) {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(prefix)) continue
      const { revealedAt } = JSON.parse(localStorage.getItem(name)!) as Slip
      if (revealedAt && now - Date.parse(revealedAt) > 30 * 86_400_000) localStorage.removeItem(name)
    }
  } catch {
    // Nothing kept, nothing to clear.
  }
}

/** Shown for the random value, so that people can compare slip and screen. */
export function fingerprint(random: string): string[] {
  return inFours(hex(digest(sha256, fromHex(random, 32))), 16)
}

/** Fixes value and commitment; from then on random and text do not change. */
export function commitTo(slip: Slip, suite: SuiteName): Slip & { value: string; commitment: string } {
  const value = contribution(fromHex(slip.random, 32), slip.text)
  return { ...slip, value: hex(value), commitment: hex(personCommitment(suite, slip.role, fromHex(slip.sealHash, 32), value)) }
}

/** The value that stands on a slip taken away, if it gives the commitment; null otherwise. */
export function valueFromPaper(paper: string, suite: SuiteName, role: PersonRole, sealHash: string, commitment: string): string | null {
  for (const value of paper.replaceAll(/(?<=[0-9a-f]) (?=[0-9a-f])/g, '').match(/\b[0-9a-f]{64}\b/g) ?? []) {
    if (hex(personCommitment(suite, role, fromHex(sealHash, 32), fromHex(value, 32))) === commitment) return value
  }
  return null
}

export interface SlipHeading {
  activity: string
  number: string
  round: number
  person: string
}

/** The slip to take away, as a text file. */
export function slipPaper(slip: Slip, heading: SlipHeading): string {
  const lines = [
    `伯乐 科技专家库　${roleNames[slip.role]}凭条`,
    '',
    `活动：${heading.activity}（${heading.number}）`,
    `轮次：第 ${heading.round} 轮`,
    `持有人：${heading.person}`,
    `承诺时间：${slip.committedAt ? second(slip.committedAt) : '尚未提交'}`,
    '',
    `封存码：${inFours(slip.sealHash, 32).join(' ')}`,
    `封存码完整值：${slip.sealHash}`,
    `随机值：${slip.random}`,
    `随机值指纹：${fingerprint(slip.random).join(' ')}`,
    `附加文字：${slip.text || '（无）'}`,
    `最终值：${slip.value ?? '（提交承诺时产生）'}`,
    `承诺：${slip.commitment ?? '（提交承诺时产生）'}`,
    '',
    '最终值 = SHA-256（随机值的 32 个字节，接附加文字的 UTF-8）。',
    '揭示之前请勿示人。以后凭这张条可以核对：公布的最终值是不是您的，封存码有没有变过。',
  ]
  return `${lines.join('\r\n')}\r\n`
}
