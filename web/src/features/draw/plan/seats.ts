import { kindOf, letterOf, tagOf, type CountAnswer, type Plan } from './plan'

/** The seats of a group in a plan that cannot be drawn. `filled`: undefined where telling it would tell a few people. */
export interface GroupSeats {
  letter: string
  seats: number
  filled?: number
  words: string
}
export interface SeatOutlook {
  groups: GroupSeats[]
  /** What stands in each other's way, in words. */
  conflict: string
  /** Of one condition across the panel: how many it asks for, and how many seats no condition of a group bars. */
  asked?: { free: number; least: number }
}

function groupSeats(plan: Plan, count: CountAnswer, place: number, inTheWay: Set<string>): GroupSeats {
  const { seats } = plan.groups[place]!
  const group = { letter: letterOf(place), seats }
  const eligible = count.groups[place]!.eligible
  if (count.problems.some((problem) => problem.group === place)) {
    if (eligible.n === 0) return { ...group, filled: 0, words: '一人也没有' }
    return eligible.n === undefined || eligible.least ? { ...group, words: '不够坐满' } : { ...group, filled: Math.min(eligible.n, seats), words: '不够坐满' }
  }
  if ([...inTheWay].some((name) => name.startsWith(`${place} `))) return { ...group, filled: 0, words: '本组条件挡着' }
  return { ...group, filled: seats, words: '人数够' }
}

function conflictWords(plan: Plan, inTheWay: Set<string>): string {
  const words = [...inTheWay].map((name) => {
    const [where, what] = name.split(' ') as [string, string]
    return where === 'panel' ? `跨组条件“${tagOf(plan.panel[Number(what)]!.tag).label}”` : `${letterOf(Number(where))} 组“${kindOf(what).label}”`
  })
  return words.length > 1 ? words.join('、') : ''
}

/** From what the page is told already; nothing when that says of no group that its seats stay empty. */
export function seatOutlook(plan: Plan, count: CountAnswer, inTheWay: Set<string>): SeatOutlook | undefined {
  if (count.feasible || count.groups.length !== plan.groups.length) return undefined
  const groups = plan.groups.map((_, place) => groupSeats(plan, count, place, inTheWay))
  if (groups.every(({ filled, seats }) => filled === seats)) return undefined
  const least = plan.panel.filter(({ min }, place) => min !== undefined && inTheWay.has(`panel ${place}`)).map(({ min }) => min!)
  const free = groups.reduce((sum, group) => sum + (group.filled ?? 0), 0)
  const short = count.problems.some((problem) => problem.group !== undefined)
  return { groups, conflict: conflictWords(plan, inTheWay), asked: !short && least.length === 1 && free < least[0]! ? { free, least: least[0]! } : undefined }
}
