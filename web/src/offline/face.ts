/** What a file says of its draw, for the heading of the page; null where it does not even say that. */
import { isObject, type Json } from '../features/draw/protocol/json'

export interface Face {
  origin: string
  activity: string
  round: number
  rounds: number
  sealedAt: string
  total: number
  sealCode: string
  publicKey: string
  beacon?: string
  substitutions: number
  inspectors: boolean
  groups: { name: string; refs: string[] }[]
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'
const isNumber = (value: Json | undefined): value is number => typeof value === 'number'

export function faceOf(file: Json): Face | null {
  if (!isObject(file)) return null
  const { seal, result, plan, rounds, signatures, substitutions, beacon } = file
  if (!isObject(seal) || !isObject(seal.counts) || !isObject(result) || !isObject(plan)) return null
  if (!Array.isArray(rounds) || !Array.isArray(signatures) || !Array.isArray(substitutions) || !Array.isArray(plan.groups) || !Array.isArray(result.panel)) return null
  const { origin, activity, round, sealed_at } = seal
  const signature = signatures[0]
  const publicKey = isObject(signature) ? signature.public_key : undefined
  if (!isText(origin) || !isText(activity) || !isNumber(round) || !isText(sealed_at) || Number.isNaN(Date.parse(sealed_at)) || !isNumber(seal.counts.total) || !isText(result.seal) || !isText(publicKey)) return null
  const names = plan.groups.map((group) => (isObject(group) && isText(group.name) ? group.name : ''))
  const panel = result.panel.map((refs) => (Array.isArray(refs) ? refs.filter(isText) : []))
  return {
    origin,
    activity,
    round,
    rounds: rounds.length,
    sealedAt: sealed_at,
    total: seal.counts.total,
    sealCode: result.seal,
    publicKey,
    beacon: isObject(beacon) && isText(beacon.source) ? beacon.source : undefined,
    substitutions: substitutions.length,
    inspectors: 'draw_key' in file,
    groups: panel.map((refs, at) => ({ name: names[at] ?? '', refs })),
  }
}
