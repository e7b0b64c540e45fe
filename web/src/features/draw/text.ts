/** How the draw's pages write times and hashes. */
import { second } from '../../ui/format'

const longDayForm = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric' })

/** 09:26:04 in Beijing time; empty for none. */
export function timeOf(at?: string): string {
  return at ? second(at).slice(11) : ''
}
/** 09:26 */
export function shortTimeOf(at?: string): string {
  return timeOf(at).slice(0, 5)
}
/** 2026年11月24日 */
export function longDayOf(at?: string): string {
  return at ? longDayForm.format(new Date(at)) : ''
}

/** The first `count` characters in groups of four. */
export function inFours(hex: string, count = hex.length): string[] {
  return hex.slice(0, count).match(/.{1,4}/g) ?? []
}
/** 3fb3485b…dc7407b8 */
export function shortHash(hex: string): string {
  return hex.length > 18 ? `${hex.slice(0, 8)}…${hex.slice(-8)}` : hex
}
/** A, B … Z, then 27, 28 … */
export function groupLetter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1)
}
/** 09:22 left of a time limit, 23:09:22 of a long one; never below zero. */
export function leftOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
