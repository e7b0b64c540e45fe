import type { call } from '../../api/client'
import type { SecretPlace } from '../../ui/draft'

/** What is typed into the form of an activity; keys tell rows apart, also before the server knows them. */
export interface MemberDraft {
  key: string
  id?: string
  name: string
  citizen_id: string
  /** The number that is kept when none is typed. */
  masked?: string
}
export interface AvoidanceDraft {
  key: string
  name: string
  unit: string
  reason: string
}
export interface ProjectDraft {
  key: string
  id?: string
  number: string
  name: string
  applicant: string
  partners: string[]
  lead_name: string
  lead_citizen_id: string
  masked?: string
  lead_unit: string
  members: MemberDraft[]
  avoidances: AvoidanceDraft[]
}
export interface ActivityDraft {
  version: number
  name: string
  kind: string
  from: string
  to: string
  place: string
  supervisor: string
  projects: ProjectDraft[]
}
export type Detail = Awaited<ReturnType<typeof call<'/api/v1/activities/{id}', 'get'>>>

const newKey = () => crypto.getRandomValues(new Uint32Array(2)).join('-')

export const emptyActivity = (): ActivityDraft => ({ version: 0, name: '', kind: '', from: '', to: '', place: '', supervisor: '', projects: [] })
export const emptyProject = (): ProjectDraft => ({ key: newKey(), number: '', name: '', applicant: '', partners: [], lead_name: '', lead_citizen_id: '', lead_unit: '', members: [], avoidances: [] })
export const emptyMember = (): MemberDraft => ({ key: newKey(), name: '', citizen_id: '' })

export const emptyAvoidance = (): AvoidanceDraft => ({ key: newKey(), name: '', unit: '', reason: '' })

export function fromDetail(detail: Detail): ActivityDraft {
  return {
    version: detail.version,
    name: detail.name,
    kind: detail.kind,
    from: detail.from,
    to: detail.to,
    place: detail.place,
    supervisor: detail.supervisor.id,
    projects: detail.projects.map((project) => ({
      key: project.id,
      id: project.id,
      number: project.number,
      name: project.name,
      applicant: project.applicant.id,
      partners: project.partners.map((partner) => partner.id),
      lead_name: project.lead_name,
      lead_citizen_id: '',
      masked: project.lead_citizen_id_masked,
      lead_unit: project.lead_unit?.id ?? '',
      members: project.members.map((member) => ({ key: member.id, id: member.id, name: member.name, citizen_id: '', masked: member.citizen_id_masked })),
      avoidances: project.avoidances.map((one) => ({ key: newKey(), ...one })),
    })),
  }
}

/** The body of a request; what was left empty is left out, so that the server keeps or asks for it. */
export function bodyOf(draft: ActivityDraft) {
  const filled = (text: string) => text || undefined
  const day = (text: string) => filled(text) as string // left out: told as not filled in
  return {
    name: draft.name,
    kind: draft.kind,
    from: day(draft.from),
    to: day(draft.to),
    place: draft.place,
    supervisor: draft.supervisor,
    projects: draft.projects.map((project) => ({
      id: project.id,
      number: project.number,
      name: project.name,
      applicant: project.applicant,
      partners: project.partners,
      lead_name: project.lead_name,
      lead_citizen_id: filled(project.lead_citizen_id),
      lead_unit: filled(project.lead_unit),
      members: project.members.map((member) => ({ id: member.id, name: member.name, citizen_id: filled(member.citizen_id) })),
      avoidances: project.avoidances.map(({ name, unit, reason }) => ({ name, unit, reason })),
    })),
  }
}

/** A fault of the server at its place on the page: the control's id, the project it lies in, the words for the summary. */
export function placeOf(path: string, message: string, draft: ActivityDraft) {
  const match = /^projects\[(\d+)\](?:\.(members|avoidances)\[(\d+)\])?(?:\.(\w+))?/.exec(path)
  const project = match && draft.projects[Number(match[1])]
  if (!match || !project) return { target: `activity-${path}`, message }
  const [, , list, at, field = 'number'] = match
  const row = list === 'members' ? project.members[Number(at)] : list === 'avoidances' ? project.avoidances[Number(at)] : undefined
  return {
    target: row ? `${list === 'members' ? 'member' : 'avoidance'}-${row.key}-${field}` : `project-${project.key}-${field}`,
    project: project.key,
    message: `项目${project.number || `第 ${Number(match[1]) + 1} 个`}：${message}`,
  }
}

/** Identity numbers of leads and members: they stay with the tab (ui/draft.ts). */
export function secretsOf(draft: ActivityDraft): SecretPlace[] {
  const place = (holder: { citizen_id: string } | { lead_citizen_id: string }, key: string): SecretPlace => {
    const at = holder as Record<string, string>
    const member = 'citizen_id' in holder ? 'citizen_id' : 'lead_citizen_id'
    return { name: key, get: () => at[member] || undefined, set: (value = '') => (at[member] = value) }
  }
  return draft.projects.flatMap((project) => [place(project, project.key), ...project.members.map((member) => place(member, member.key))])
}
