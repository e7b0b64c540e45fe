/** A part of a text, and whether the other text has it too. */
export interface Part {
  text: string
  same: boolean
}

/** What a line is told in: values between commas, pauses and spaces. */
const tokensOf = (line: string) => line.match(/[，、\s]+|[^，、\s]+/g) ?? []

/** The longest run of tokens that both have in this order: for each side, whether a token belongs to it. */
function common(a: string[], b: string[]): [boolean[], boolean[]] {
  const length = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  }
  const [inA, inB] = [a.map(() => false), b.map(() => false)]
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) inA[i++] = inB[j++] = true
    else if (length[i + 1]![j]! >= length[i]![j + 1]!) ++i
    else ++j
  }
  return [inA, inB]
}

/** Tokens as parts, neighbours of one kind together; a comma between two changes belongs to them. */
function partsOf(tokens: string[], same: boolean[]): Part[] {
  const parts: Part[] = []
  tokens.forEach((token, at) => {
    const between = /^[，、\s]/.test(token) && same[at - 1] === false && same[at + 1] === false
    const alike = same[at]! && !between
    const last = parts.at(-1)
    if (last && last.same === alike) last.text += token
    else parts.push({ text: token, same: alike })
  })
  return parts
}

function diffLine(old: string, now: string): [Part[], Part[]] {
  const [a, b] = [tokensOf(old), tokensOf(now)]
  const [inA, inB] = common(a, b)
  return [partsOf(a, inA), partsOf(b, inB)]
}

/** A line of a value; `moved`: both sides have it, but not in the same order. */
export interface Line {
  parts: Part[]
  moved: boolean
}

/** The server marks the first of a list whose order counts. */
const main = '（主）'
const bare = (line: string) => (line.endsWith(main) ? line.slice(0, -main.length) : line)
/** A line that the other side has too, but perhaps not as the main one. */
function kept(line: string, other: string): Part[] {
  if (line === other || bare(line) === line) return [{ text: line, same: true }]
  return [
    { text: bare(line), same: true },
    { text: main, same: false },
  ]
}
const places = (flags: boolean[], wanted: boolean) => flags.flatMap((flag, at) => (flag === wanted ? [at] : []))

/**
 * Two values side by side, line by line. Lines that both have in one order are the same, in another order moved; lines that
 * only one has are paired in their order and compared token by token.
 */
export function diff(old: string, now: string): { old: Line[]; now: Line[] } {
  const [a, b] = [old, now].map((text) => (text ? text.split('\n') : [])) as [string[], string[]]
  const left = a.map((line): Line => ({ parts: [{ text: line, same: false }], moved: false }))
  const right = b.map((line): Line => ({ parts: [{ text: line, same: false }], moved: false }))
  const pair = (i: number, j: number, [partsA, partsB]: [Part[], Part[]], moved = false) => {
    left[i]!.parts = partsA
    right[j] = { parts: partsB, moved }
  }
  const [inA, inB] = common(a.map(bare), b.map(bare))
  const sameB = places(inB, true)
  places(inA, true).forEach((i, at) => pair(i, sameB[at]!, [kept(a[i]!, b[sameB[at]!]!), kept(b[sameB[at]!]!, a[i]!)]))

  const restB = places(inB, false)
  const restA = places(inA, false).filter((i) => {
    const at = restB.findIndex((j) => bare(b[j]!) === bare(a[i]!))
    if (at < 0) return true
    const [j] = restB.splice(at, 1) as [number]
    pair(i, j, [kept(a[i]!, b[j]!), kept(b[j]!, a[i]!)], true)
    return false
  })
  restA.slice(0, restB.length).forEach((i, at) => pair(i, restB[at]!, diffLine(a[i]!, b[restB[at]!]!)))
  return { old: left, now: right }
}
