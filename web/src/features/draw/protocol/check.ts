/** The steps of a draw that anyone can repeat (docs/formats/draw.md, 3), in the order they are told to people. */
import { fromHex, hex, Refused, refuse } from './bytes'
import { isObject, jcs, type Json, type JsonObject } from './json'
import { drawPanel, streams, type Drawn, type Heard } from './panel'
import { planHash, readPlan } from './plan'
import { countEntries, leavesRoot, readEntry, type Entry, type Leaf } from './pool'
import { beaconHash, checkSeal, personCommitment, resultHash, sealHash, seedOf, serverCommitment, type Committer } from './seal'

export type Roles = Record<Committer, string>

/** What is known of one round; steps for which something is missing are not taken. */
export interface Known {
  seal: Json
  sealHash: string
  plan?: Json
  commitments?: Partial<Record<'operator' | 'supervisor', string>>
  reveals?: Partial<Roles>
  beacon?: { source: string; value: string } | null
  /** Entries in the order of the tree, with salts where they were handed out. */
  pool?: { entry: Json; salt?: string }[]
  result?: Json
  resultHash?: string
  /** Where the result itself is not handed out (it holds the sealed order of substitutes), the seed of it. */
  seed?: string
  /** Every seal of the activity up to this round, in order. */
  seals?: Json[]
  /** Or what papers say of them. */
  lines?: { round: number; seal_hash: string; previous?: string }[]
  /** Hears of attempts, which may be many. */
  heard?: Heard
}

export type StepName = 'seal' | 'plan' | 'pool' | 'commitments' | 'seed' | 'panel' | 'result' | 'rounds'
export interface Step {
  name: StepName
  /** null: not enough is known to take this step. */
  good: boolean | null
  /** Why it is wrong, for the technically minded. */
  fault?: string
}

const mostAttempts = 2 ** 31

function sameDocument(a: Json, b: Json): boolean {
  return hex(jcs(a)) === hex(jcs(b))
}

class Round {
  readonly seal
  readonly hash
  private drawn: Drawn | null = null

  constructor(readonly known: Known) {
    checkSeal(known.seal)
    this.seal = known.seal
    this.hash = sealHash(this.seal)
  }

  sealStep() {
    if (hex(this.hash) !== this.known.sealHash) refuse('the seal has another hash')
  }

  planStep(plan: Json) {
    if (!isObject(plan)) refuse('a plan is an object')
    readPlan(plan)
    if (hex(planHash(this.seal.suite, plan)) !== this.seal.plan) refuse('the plan is not the one sealed')
  }

  private entries(plan: Json, pool: NonNullable<Known['pool']>): Entry[] {
    const read = readPlan(plan)
    return pool.map((leaf) => readEntry(leaf.entry, read))
  }

  poolStep(plan: Json, pool: NonNullable<Known['pool']>) {
    const entries = this.entries(plan, pool)
    if (entries.some((entry) => entry.groups.length === 0)) refuse('the pool holds someone without a group')
    const leaves = pool.map((leaf, at): Leaf => ({ salt: fromHex(leaf.salt, 16), entry: entries[at]! }))
    if (hex(leavesRoot(this.seal.suite, leaves)) !== this.seal.pool) refuse('the pool is not the one sealed')
    const counts = this.seal.counts as JsonObject
    if (!sameDocument(countEntries(entries, readPlan(plan).groups.length).eligible, counts.eligible!)) refuse('the counts of eligible people are not those of the pool')
  }

  commitmentStep(commitments: NonNullable<Known['commitments']>, reveals: NonNullable<Known['reveals']>) {
    const { suite } = this.seal
    for (const role of ['operator', 'supervisor'] as const) {
      const [commitment, value] = [commitments[role], reveals[role]]
      if (value !== undefined && hex(personCommitment(suite, role, this.hash, fromHex(value, 32))) !== commitment) refuse(`the value of the ${role} does not give the commitment`)
    }
    if (reveals.server !== undefined && hex(serverCommitment(suite, fromHex(reveals.server, 32))) !== this.seal.server) refuse('the value of the server does not give its commitment')
  }

  seed(reveals: Roles): string {
    const { beacon, plan } = this.known
    // A beacon exactly if planned, and the one planned.
    if (plan !== undefined && readPlan(plan).beaconSource !== beacon?.source) refuse('the beacon is not the one in the plan')
    const values = { server: fromHex(reveals.server, 32), operator: fromHex(reveals.operator, 32), supervisor: fromHex(reveals.supervisor, 32) }
    const beaconBytes = beacon ? { source: beacon.source, value: fromHex(beacon.value, beacon.value.length / 2) } : null
    return hex(seedOf(this.seal.suite, this.hash, values, beaconHash(this.seal.suite, beaconBytes)))
  }

  seedStep(reveals: Roles, told: Json) {
    if (this.seed(reveals) !== told) refuse('the seed does not come from seal and values')
  }

  panelStep(plan: Json, pool: NonNullable<Known['pool']>, result: JsonObject) {
    if (typeof result.attempt !== 'number' || result.attempt < 0 || result.attempt >= mostAttempts) refuse('attempts count from 0 to 2^31 − 1')
    this.drawn = drawPanel(readPlan(plan), this.entries(plan, pool), streams(this.seal.suite, fromHex(result.seed, 32)), result.attempt + 1, this.known.heard)
    if (!this.drawn || this.drawn.attempt !== result.attempt) refuse('the stated attempt is not the first that succeeds')
    if (!sameDocument(this.drawn.panel, result.panel!) || !sameDocument(this.drawn.substitutes, result.substitutes!)) refuse('panel or substitutes are others')
  }

  resultStep(result: JsonObject) {
    const { activity, round } = this.seal
    if (Object.keys(result).sort().join() !== 'activity,attempt,panel,round,seal,seed,substitutes') refuse('a result has other members than it may')
    if (result.activity !== activity || result.round !== round || result.seal !== hex(this.hash)) refuse('the result is of another round')
    if (hex(resultHash(this.seal.suite, result)) !== this.known.resultHash) refuse('the result has another hash')
  }

  linesStep(lines: NonNullable<Known['lines']>) {
    let previous: string | undefined
    for (const [at, line] of lines.entries()) {
      if (line.round !== at + 1 || line.previous !== previous) refuse(`round ${at + 1} is not linked to the one before`)
      previous = line.seal_hash
    }
    if (lines[this.seal.round - 1]?.seal_hash !== hex(this.hash)) refuse('this round is not among the rounds')
  }

  roundsStep(seals: Json[]) {
    let previous: string | undefined
    for (const [at, seal] of seals.entries()) {
      checkSeal(seal)
      if (seal.round !== at + 1 || seal.previous !== previous) refuse(`round ${at + 1} is not linked to the one before`)
      if (seal.activity !== this.seal.activity || seal.origin !== this.seal.origin) refuse(`round ${at + 1} is of another activity`)
      previous = hex(sealHash(seal))
      if (seal.round === this.seal.round && previous !== hex(this.hash)) refuse('this round is not among the rounds')
    }
    if (seals.length < this.seal.round) refuse('a round is missing')
  }
}

/** Takes every step that what is known allows. Never throws: what is malformed makes its step wrong. */
export function checkRound(known: Known): Step[] {
  const steps: Step[] = []
  const step = (name: StepName, possible: unknown, take: (round: Round) => void) => {
    if (!possible) return void steps.push({ name, good: null })
    try {
      take(new Round(known))
      steps.push({ name, good: true })
    } catch (error) {
      steps.push({ name, good: false, fault: error instanceof Refused ? error.message : String(error) })
    }
  }
  const { plan, pool, commitments, reveals, result, resultHash: told, seals, lines } = known
  const whole = reveals?.server !== undefined && reveals.operator !== undefined && reveals.supervisor !== undefined ? (reveals as Roles) : null
  const drawn = isObject(result) ? result : null
  step('seal', true, (round) => round.sealStep())
  step('plan', plan !== undefined, (round) => round.planStep(plan!))
  step('pool', plan !== undefined && pool?.every((leaf) => leaf.salt !== undefined), (round) => round.poolStep(plan!, pool!))
  step('commitments', reveals && Object.keys(reveals).length > 0, (round) => round.commitmentStep(commitments ?? {}, reveals!))
  const seed = known.seed ?? drawn?.seed
  step('seed', whole && seed !== undefined, (round) => round.seedStep(whole!, seed!))
  // Another plan or pool may never give a panel, however often it is tried.
  const sealed = !steps.some(({ name, good }) => (name === 'plan' || name === 'pool') && good === false)
  step('panel', plan !== undefined && pool && drawn && sealed, (round) => round.panelStep(plan!, pool!, drawn!))
  step('result', drawn && told, (round) => round.resultStep(drawn!))
  step('rounds', seals ?? lines, (round) => (seals ? round.roundsStep(seals) : round.linesStep(lines!)))
  return steps
}
