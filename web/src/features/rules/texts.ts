import type { paths } from '../../api/generated'
import type { Tone } from '../../ui/StatusTag.vue'

export type Text = paths['/api/v1/texts']['get']['responses'][200]['content']['application/json']['items'][number]
export type TextOrder = Text['orders'][number]
export type Edition = Text['now']
export type Preview = paths['/api/v1/texts/{code}/preview']['post']['responses'][200]['content']['application/json']

/** Where the text's page is; a dot in an address would name a file. */
export const textPageOf = (code: string) => `/texts/${code.replaceAll('.', '-')}`
export const textCodeOf = (address: string) => address.replaceAll('-', '.')

export const forms: Record<Text['form'], string> = { paper: '承诺、告知和同意', guidance: '填写说明', sms: '短信' }

/** Every edition, newest first. */
export function editionsOf(text: Pick<Text, 'now' | 'earlier' | 'later'>): (Edition & { tone: Tone; state: string })[] {
  return [
    ...text.earlier.map((edition) => ({ ...edition, tone: 'quiet' as Tone, state: '以前' })),
    { ...text.now, tone: 'ok' as Tone, state: '现行' },
    ...text.later.map((edition) => ({ ...edition, tone: 'warn' as Tone, state: '将施行' })),
  ].reverse()
}

/** How many messages a gateway bills: 70 characters in one, 67 in each of several. */
export const messagesOf = (characters: number) => (characters <= 70 ? 1 : Math.ceil(characters / 67))
