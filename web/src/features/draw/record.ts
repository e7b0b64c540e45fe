/** The rows of the record form (抽取记录表), in the words that are printed. */
import { groupLetter, inFours, timeOf } from './text'
import { countText, type RecordView } from './views'

export type RecordBlockName = 'head' | 'plan' | 'pool' | 'rounds' | 'seats' | 'substitutes' | 'proof' | 'signs'

export function recordBlocks(view: RecordView): RecordBlockName[] {
  return view.round.drawn_at ? ['head', 'plan', 'pool', 'rounds', 'seats', 'substitutes', 'proof', 'signs'] : ['head', 'plan', 'pool', 'rounds', 'proof', 'signs']
}

/** Every round of the activity, void ones too (no round ever vanishes). */
export function recordRounds(view: RecordView) {
  return view.rounds.map((line) => {
    const isVoid = line.status === 'void'
    const drawn = line.status === 'drawn' || line.status === 'confirmed'
    const attempt = line.round === view.round.round && view.round.attempt !== undefined ? `第 ${view.round.attempt + 1} 次试排成立。` : ''
    const words = isVoid ? `${timeOf(line.ended_at)} ${line.words.replace(/。$/, '')}。` : drawn ? `${timeOf(line.ended_at)} 产生结果。` : '尚未产生结果。'
    return { round: line.round, sealed: timeOf(line.sealed_at), code: inFours(line.seal_hash, 8).join(' '), text: words + attempt, void: isVoid, verdict: isVoid ? '作废' : drawn ? '有效' : '进行中' }
  })
}

export function recordSeats(view: RecordView) {
  return view.round.panel.flatMap((group, at) =>
    group.seats.map(({ seat, ref, name, unit, title, abstains }) => ({ place: `${groupLetter(at)}-${seat}`, ref: inFours(ref, 8).join(' '), name, unit, title, abstains: abstains.length ? `（不参加项目 ${abstains.join('、')}）` : '' })),
  )
}

/** Why people stand outside the pool; someone barred by several reasons counts in each. */
export function recordExclusions(view: RecordView): string {
  return view.excluded.map(({ name, count }) => `${name} ${countText(count)} 人`).join('，')
}
