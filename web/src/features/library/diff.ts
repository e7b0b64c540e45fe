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

/**
 * Two values side by side, line by line. Lines that both have are the same; lines that only one has are paired in their
 * order and compared token by token.
 */
export function diff(old: string, now: string): { old: Part[][]; now: Part[][] } {
  const [a, b] = [old, now].map((text) => (text ? text.split('\n') : [])) as [string[], string[]]
  const onlyA = a.filter((line) => !b.includes(line))
  const onlyB = b.filter((line) => !a.includes(line))
  const pairs = onlyA.slice(0, onlyB.length).map((line, at) => diffLine(line, onlyB[at]!))
  const side = (lines: string[], only: string[], place: 0 | 1) =>
    lines.map((line) => {
      const at = only.indexOf(line)
      return at < 0 ? [{ text: line, same: true }] : (pairs[at]?.[place] ?? [{ text: line, same: false }])
    })
  return { old: side(a, onlyA, 0), now: side(b, onlyB, 1) }
}
