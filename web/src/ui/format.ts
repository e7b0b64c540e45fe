const zone = 'Asia/Shanghai'
const minuteForm = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
const secondForm = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
const numberForm = new Intl.NumberFormat('zh-CN')

/** "2026-11-23 10:24" in Beijing time for an instant; "—" for none. */
export function minute(instant?: string | null): string {
  return instant ? minuteForm.format(new Date(instant)) : '—'
}

/** "2026-11-23 10:24:31" in Beijing time. */
export function second(instant?: string | null): string {
  return instant ? secondForm.format(new Date(instant)) : '—'
}

/** "10:24" for an instant of today in Beijing, "11-22 10:24" for one before. */
export function moment(instant: string): string {
  const text = minute(instant)
  return text.startsWith(today()) ? text.slice(11) : text.slice(5)
}

/** "2026-11-23": today in Beijing. */
export function today(): string {
  return minute(new Date().toISOString()).slice(0, 10)
}

/** "12,486". */
export function grouped(value?: number | null): string {
  return value === undefined || value === null ? '—' : numberForm.format(value)
}

/** "2024-12-18 至 2026-12-31"; an end left open reads 至今, a beginning left out 起始不详. */
export function span(from?: string | null, to?: string | null): string {
  if (!from && !to) return '—'
  return `${from ?? '起始不详'} 至 ${to ?? '今'}`
}
