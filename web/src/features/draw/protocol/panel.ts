/** Numbers, panel and substitutes (draw.md, 7, 8, 9). */
import { concat, exactly, refuse, u32be, u64be, utf8 } from './bytes'
import { hmac, suiteHash, type SuiteName } from './hash'
import type { DrawPlan, PanelCondition } from './plan'
import type { Entry } from './pool'

/** Words of stream(label, k), each as two halves of 32 bits. */
class Stream {
  private block: DataView = new DataView(new ArrayBuffer(0))
  private at = 0
  private count = 0
  private readonly suffix: Uint8Array

  constructor(
    private readonly mac: (message: Uint8Array) => Uint8Array,
    label: string,
    k: number,
  ) {
    this.suffix = concat(utf8(label), new Uint8Array(1), u64be(k))
  }

  /** A number below m, each equally likely. */
  uniform(m: number): number {
    if (m < 1 || m > 2 ** 21) refuse('m is out of range')
    const half = 2 ** 32 % m
    const spare = (half * half) % m // 2^64 mod m
    for (;;) {
      if (this.at === this.block.byteLength) {
        this.block = new DataView(this.mac(concat(u32be(++this.count), this.suffix)).buffer)
        this.at = 0
      }
      const high = this.block.getUint32(this.at)
      const low = this.block.getUint32(this.at + 4)
      this.at += 8
      // x ≥ 2^64 − spare: spare is below 2^21, so the high half must be all ones.
      if (high === 0xffffffff && low >= 2 ** 32 - spare) continue
      return ((high % m) * half + (low % m)) % m
    }
  }
}

export type Streams = (label: 'panel' | 'substitute', k: number) => { uniform(m: number): number }

export function streams(suite: SuiteName, seed: Uint8Array): Streams {
  const mac = hmac(suiteHash(suite), exactly(seed, 32))
  return (label, k) => new Stream(mac, label, k)
}

/** Chooses `count` of the list in place as step 8 says; `take` may end it by giving false. The list is put back afterwards. */
function choose<T>(list: T[], count: number, stream: { uniform(m: number): number }, take: (item: T) => boolean): boolean {
  const swaps: number[] = []
  let whole = true
  for (let j = 0; j < count && whole; j++) {
    const r = j + stream.uniform(list.length - j)
    ;[list[j], list[r]] = [list[r]!, list[j]!]
    swaps.push(r)
    whole = take(list[j]!)
  }
  for (let j = swaps.length - 1; j >= 0; j--) [list[j], list[swaps[j]!]] = [list[swaps[j]!]!, list[j]!]
  return whole
}

/** How many of those chosen carry the values that conditions count. */
class Tally {
  private readonly counts: Map<string, number>[]
  constructor(private readonly conditions: PanelCondition[]) {
    this.counts = conditions.map(() => new Map())
  }

  clear() {
    this.counts.forEach((count) => count.clear())
  }

  /** Adds a person; false when a maximum is exceeded. */
  add(entry: Entry): boolean {
    return this.conditions.every((condition, at) => {
      const value = Object.hasOwn(entry.tags, condition.tag) ? entry.tags[condition.tag] : undefined
      if (value === undefined || (condition.value !== undefined && condition.value !== value)) return true
      const count = (this.counts[at]!.get(value) ?? 0) + 1
      this.counts[at]!.set(value, count)
      return condition.max === undefined || count <= condition.max
    })
  }

  minimaMet(): boolean {
    return this.conditions.every((condition, at) => condition.min === undefined || (this.counts[at]!.get(condition.value!) ?? 0) >= condition.min)
  }
}

export interface Drawn {
  attempt: number
  panel: string[][]
  substitutes: string[][]
}

/** Each group's eligible entries, in ascending order of ref. */
function lists(plan: DrawPlan, pool: Entry[]): Entry[][] {
  const sorted = [...pool].sort((a, b) => (a.ref < b.ref ? -1 : 1))
  return plan.groups.map((_, g) => sorted.filter((entry) => entry.groups.includes(g)))
}

function tryAttempt(plan: DrawPlan, eligible: Entry[][], stream: { uniform(m: number): number }, tally: Tally): Entry[][] | null {
  tally.clear()
  const seated = new Set<Entry>()
  const panel: Entry[][] = []
  for (const [g, group] of plan.groups.entries()) {
    const chosen: Entry[] = []
    const whole = choose(eligible[g]!, group.seats, stream, (entry) => {
      if (seated.has(entry) || !tally.add(entry)) return false
      chosen.push(entry)
      return true
    })
    if (!whole) return null
    chosen.forEach((entry) => seated.add(entry))
    panel.push(chosen)
  }
  return tally.minimaMet() ? panel : null
}

/** Hears how many attempts of at most so many were made, now and then. */
export type Heard = (made: number, most: number) => void

/** Panel and substitutes; null when none of the first `attempts` attempts is a panel. */
export function drawPanel(plan: DrawPlan, pool: Entry[], streamOf: Streams, attempts = 2 ** 31, heard?: Heard): Drawn | null {
  const eligible = lists(plan, pool)
  if (plan.groups.some((group, g) => eligible[g]!.length < group.seats)) refuse('a group has fewer people than seats')
  const tally = new Tally(plan.panel)
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (heard && attempt % 10_000 === 9_999) heard(attempt + 1, attempts)
    const panel = tryAttempt(plan, eligible, streamOf('panel', attempt), tally)
    if (!panel) continue
    const seated = new Set(panel.flat())
    const substitutes = plan.groups.map((_, g) => {
      const rest = eligible[g]!.filter((entry) => !seated.has(entry))
      const order: string[] = []
      choose(rest, Math.min(plan.substitutes, rest.length), streamOf('substitute', g), (entry) => order.push(entry.ref) > 0)
      return order
    })
    return { attempt, panel: panel.map((group) => group.map((entry) => entry.ref)), substitutes }
  }
  return null
}
