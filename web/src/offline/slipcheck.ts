/** "Check my slip" and "find my leaf": what one person can hold against an evidence file. */
import { fromHex, hex } from '../features/draw/protocol/bytes'
import type { SuiteName } from '../features/draw/protocol/hash'
import { isObject, type JsonObject } from '../features/draw/protocol/json'
import { refOf } from '../features/draw/protocol/pool'
import { contribution, personCommitment, sealHash } from '../features/draw/protocol/seal'
import { roleNames, type PersonRole } from '../features/draw/slip'

export interface Finding {
  good: boolean
  text: string
}

const field = (slip: string, name: string) => new RegExp(`^${name}：(.*)$`, 'm').exec(slip.replaceAll('\r', ''))?.[1]?.trim()

/** Holds a slip (the text file that people take away) against the evidence. */
export function checkSlip(file: JsonObject, slip: string): Finding[] {
  const seal = file.seal as JsonObject & { suite: SuiteName }
  const role: PersonRole | undefined = slip.includes('操作员凭条') ? 'operator' : slip.includes('监督员凭条') ? 'supervisor' : undefined
  const [random, text, value, commitment, code] = ['随机值', '附加文字', '最终值', '承诺', '封存码完整值'].map((name) => field(slip, name))
  if (!role || !value || !commitment || !code) return [{ good: false, text: '这不是一张完整的凭条：应有抬头、封存码完整值、最终值、承诺各行。' }]
  const hash = hex(sealHash(seal))
  const found: Finding[] = [
    { good: code === hash, text: code === hash ? '凭条上的封存码就是这份证据的封存码。' : '凭条上的封存码不是这份证据的：可能是另一轮的凭条，也可能封存被换过。' },
    { good: (file.reveals as JsonObject)[role] === value, text: (file.reveals as JsonObject)[role] === value ? `${roleNames[role]}揭示的值就是凭条上的最终值，您的随机已计入种子。` : `证据中${roleNames[role]}的值不是凭条上的最终值。` },
    { good: (file.commitments as JsonObject)[role] === commitment, text: (file.commitments as JsonObject)[role] === commitment ? '账本中的承诺就是凭条上的承诺。' : '证据中的承诺不是凭条上的承诺。' },
  ]
  try {
    const made = hex(personCommitment(seal.suite, role, fromHex(code, 32), fromHex(value, 32)))
    found.push({ good: made === commitment, text: made === commitment ? '凭条自身相符：由封存码和最终值算得出承诺。' : '凭条自身不符：由封存码和最终值算不出承诺。' })
    if (random && text !== undefined) {
      const own = hex(contribution(fromHex(random, 32), text === '（无）' ? '' : text))
      found.push({ good: own === value, text: own === value ? '由您的随机值和文字算得出最终值。' : '由凭条上的随机值和文字算不出最终值（文字须与当时所写一字不差）。' })
    }
  } catch {
    found.push({ good: false, text: '凭条上的值写法不对，应为小写十六进制。' })
  }
  return found
}

/** Finds the leaf of a ref (32 hex digits), or of an expert by nonce (64) and id. */
export function findLeaf(file: JsonObject, given: { code: string; id: string }): Finding {
  const seal = file.seal as JsonObject & { suite: SuiteName }
  const code = given.code.replaceAll(/\s/g, '').toLowerCase()
  if (!/^([0-9a-f]{32}|[0-9a-f]{64})$/.test(code)) return { good: false, text: '请填 32 位的本轮编号，或 64 位的个人随机数。' }
  if (code.length === 64 && !given.id.trim()) return { good: false, text: '用个人随机数查找，还要填专家的公开编号。' }
  let ref = code
  try {
    if (code.length === 64) ref = refOf(seal.suite, 'expert', fromHex(code, 32), given.id.trim())
  } catch {
    return { good: false, text: '专家公开编号里有不能识别的字符，请重新填写。' }
  }
  const entryIn = (name: string) => ((file[name] as [string, JsonObject][] | undefined) ?? []).find(([, entry]) => isObject(entry) && entry.ref === ref)?.[1]
  const groups = (file.plan as JsonObject).groups as JsonObject[]
  const eligible = entryIn('pool')
  if (eligible) {
    const names = (eligible.groups as number[]).map((at) => `“${groups[at]?.name}”组`).join('、')
    const barred = (eligible.excluded as string[]).length ? `；在另一些组被排除：${(eligible.excluded as string[]).join('、')}` : ''
    const panel = (file.result as JsonObject).panel as string[][]
    const at = panel.findIndex((group) => group.includes(ref))
    return { good: true, text: `编号 ${ref} 在候选池中，可抽入${names}${barred}。${at >= 0 ? `被抽入“${groups[at]?.name}”组第 ${panel[at]!.indexOf(ref) + 1} 席。` : '没有被抽中。'}` }
  }
  const left = entryIn('out')
  if (left) return { good: true, text: `编号 ${ref} 不在候选池中，封存的依据是：${(left.excluded as string[]).join('、')}（各代码的含义见记录表）。` }
  return { good: false, text: 'out' in file ? `编号 ${ref} 不在这份证据的任何一份名册中。` : `编号 ${ref} 不在候选池中。这份证据不含未入池名册，请监察人员用完整证据再查。` }
}
