/** Each step of the check: what it is called and what follows from it. */
import { stepNames } from '../features/draw/words'
import type { WholeStep } from '../features/draw/protocol/whole'

export const offlineSteps: Record<WholeStep['name'], { title: string; proves: string }> = {
  form: { title: '证据文件完整，没有多余内容', proves: '文件的每一项都在，写法符合公开的格式，没有夹带。' },
  seal: { title: stepNames.seal, proves: '封存码就是这些封存内容的指纹，内容改一个字，封存码就不同。' },
  plan: { title: stepNames.plan, proves: '席位、条件、候补人数在抽取之前就已固定。' },
  pool: { title: stepNames.pool, proves: '候选名单在抽取之前就已固定，没有增减。' },
  commitments: { title: stepNames.commitments, proves: '三方先交承诺再公布数值，谁也不能看着别人的值再改自己的。' },
  seed: { title: '随机种子由封存码、三份值和公共信标（如有）算出', proves: '种子不是任何一方单独选定的。' },
  panel: { title: stepNames.panel, proves: '名单和候补完全由种子决定，没有人工挑选；此前落空的试排也都重做过。' },
  result: { title: '结果的各项与本轮一致', proves: '结果文件说的就是这一轮。' },
  rounds: { title: stepNames.rounds, proves: '到文件产生时为止，作废的轮次也在，没有隐去。' },
  ledger: { title: stepNames.ledger, proves: '封存、承诺、揭示、结果依次入账，不能事后补写次序。' },
  places: { title: '各轮在账本中的位置正确，一轮结束才有下一轮', proves: '没有同时抽几轮再挑一轮的可能。' },
  out: { title: '未入池名册和核对密钥就是封存的那一份', proves: '全体在库专家都在册，各项人数与封存相同。' },
  signatures: { title: '检查点和结果由账本的密钥签名', proves: '持有账本密钥的一方对这份账本和结果负责，不能否认。' },
}
