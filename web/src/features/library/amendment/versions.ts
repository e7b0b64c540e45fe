import { call } from '../../../api/client'
import { moment } from '../../../ui/format'

export type Version = Awaited<ReturnType<typeof call<'/api/v1/experts/{id}/versions', 'get'>>>['items'][number]

/** Every version of a record, newest first; the last is its entering. */
export async function readVersions(id: string): Promise<Version[]> {
  return (await call('get', '/api/v1/experts/{id}/versions', undefined, { parameters: { id } })).items
}

/** "韩雪梅 11-25 10:24 改了手机、职称；…" */
export const wordsOf = (versions: Version[]) => versions.map((version) => `${version.by} ${moment(version.at)} ${version.source === 'merge' ? `并入了 ${version.other_number}` : `改了${version.fields.map((field) => field.label).join('、')}`}`).join('；')
