/** Chinese words for what the draw's API names in codes. */
import type { Tone } from '../../ui/StatusTag.vue'
import type { EvidenceStep } from './protocol/evidence'

/** The colour that supports a round's state. */
export const toneOf = (status: string): Tone => ({ drawn: 'ok', confirmed: 'ok', void: 'seal' } as Record<string, Tone>)[status] ?? 'brand'

/** A step of the check, and what a reader may conclude from it. */
export const stepNames: Record<EvidenceStep['name'], string> = {
  seal: '封存码由封存内容算出',
  plan: '抽取方案就是封存的那一份',
  pool: '候选池就是封存的那一份，人数相符',
  commitments: '揭示的值与各自承诺相符',
  seed: '随机种子由封存码和三份值算出',
  panel: '此前各次试排确实落空，名单与候补由种子重算得出',
  result: '结果与入账的结果哈希一致',
  rounds: '本活动各轮首尾相接，没有缺号',
  ledger: '各步都在账本检查点之内，次序正确',
}
