/** The certificate's steps as a reader sees them, taken in the reader's own browser. */
import { checkRound, type StepName } from './protocol/check'
import { checkEntries, readCheckpoint } from './protocol/evidence'
import { hex, Refused, refuse, utf8 } from './protocol/bytes'
import type { SuiteName } from './protocol/hash'
import type { JsonObject } from './protocol/json'
import { roleNames } from './slip'
import { timeOf } from './text'
import { document, partOf, type CertificateView } from './views'
import { stepNames } from './words'

export interface CertificateStep {
  name: StepName | 'ledger'
  title: string
  good: boolean
  fault?: string
  brief: string
  text?: string
  hashes: [string, string][]
}

const roles = ['operator', 'supervisor', 'server'] as const

/** The entry that ends the round stands under the checkpoint and names this seal and this result. */
function checkLedger(view: CertificateView) {
  const { entry_leaf, entry_index, entry_proof, checkpoint, suite, seal_hash, result_hash, seal } = view
  const note = readCheckpoint(checkpoint)
  if (note.origin !== document(seal).origin) refuse('the checkpoint is of another ledger')
  const leaf = entry_leaf as unknown as [string, JsonObject]
  checkEntries(suite as SuiteName, note, [{ index: entry_index!, leaf, proof: entry_proof }])
  const data = leaf[1].data as JsonObject
  if (data.seal_hash !== seal_hash || (result_hash !== undefined && data.result_hash !== result_hash)) refuse('the entry is of another round')
}

function ledgerStep(view: CertificateView): CertificateStep[] {
  if (view.entry_index === undefined) return []
  const hashes: [string, string][] = view.signature ? [['结果签名', view.signature]] : []
  const step = { name: 'ledger' as const, title: '结论在账本检查点之内', brief: `第 ${view.entry_index} 条`, text: '签名由 bole-verify 另行查验。', hashes }
  try {
    checkLedger(view)
    return [{ ...step, good: true }]
  } catch (error) {
    return [{ ...step, good: false, fault: error instanceof Refused ? error.message : String(error) }]
  }
}

type Face = Pick<CertificateStep, 'brief' | 'text' | 'hashes'>

function faces(view: CertificateView): Partial<Record<StepName, Face>> {
  const seal = document(view.seal)
  const counts = seal.counts as { total: number }
  const hash = (name: string, value: unknown): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])
  return {
    seal: {
      brief: `在库 ${counts.total} 人，全部在册`,
      text: '封存内容含方案、候选池、其余人员、服务器承诺的哈希，写入账本以后才有任何随机值。',
      hashes: [...hash('封存码', view.seal_hash), ...hash('方案', seal.plan), ...hash('候选池', seal.pool), ...hash('其余人员', seal.out)],
    },
    commitments: {
      brief: roles.flatMap((role) => partOf(view, role).revealed_at ?? []).map((at) => timeOf(at)).join('，'),
      hashes: roles.flatMap((role) => [...hash(`${roleNames[role]}承诺`, partOf(view, role).commitment), ...hash(`${roleNames[role]}的值`, partOf(view, role).value)]),
    },
    seed: { brief: view.beacon?.value ? `公共信标 ${view.beacon.value}` : '没有公共信标', text: view.beacon?.source, hashes: hash('种子', view.seed) },
    rounds: { brief: `${view.rounds.length} 轮`, hashes: view.rounds.flatMap((line) => hash(`第 ${line.round} 轮封存`, line.seal_hash)) },
  }
}

export function certificateSteps(view: CertificateView): CertificateStep[] {
  const valueOf = (role: (typeof roles)[number]) => partOf(view, role).value
  const steps = checkRound({
    seal: document(view.seal),
    sealHash: view.seal_hash,
    commitments: { operator: partOf(view, 'operator').commitment, supervisor: partOf(view, 'supervisor').commitment },
    reveals: Object.fromEntries(roles.flatMap((role) => (valueOf(role) === undefined ? [] : [[role, valueOf(role)!]]))),
    beacon: view.beacon?.value === undefined ? null : { source: view.beacon.source, value: hex(utf8(view.beacon.value)) },
    seed: view.seed,
    lines: view.rounds,
  })
  const known = faces(view)
  const taken = steps.flatMap((step) => (step.good === null ? [] : [{ brief: '', hashes: [], ...known[step.name], name: step.name, title: stepNames[step.name], good: step.good, fault: step.fault }]))
  return [...taken, ...ledgerStep(view)]
}
