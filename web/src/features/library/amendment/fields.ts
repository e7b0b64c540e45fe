import { codeSource, unitSource } from '../../../api/codes'
import type { CodeSource } from '../../../ui/codes'

/** How a value is asked for. `long`: over several lines; `select`: a short list; `code`: a tree; `secret`: encrypted, only its mask is known here. */
export type Control = 'text' | 'long' | 'mongolian' | 'day' | 'select' | 'code' | 'unit' | 'percent' | 'secret'

export interface Field {
  name: string
  label: string
  control: Control
  /** The code table of `select` and `code`. */
  table?: string
  required?: boolean
  hint?: string
  max?: number
  /** Over the whole width. */
  wide?: boolean
}

export type Scalar = 'name' | 'name_mongolian' | 'pinyin' | 'sex' | 'ethnic' | 'birth_day' | 'title' | 'degree' | 'region' | 'keywords' | 'resume'
export type SecretName = 'citizen_id' | 'passport' | 'phone' | 'email' | 'bank_account'
export type CodeList = 'disciplines' | 'industries' | 'languages' | 'willingness'
export type RowList = 'categories' | 'posts' | 'relations' | 'interests' | 'absences' | 'achievements'
export type FieldName = Scalar | SecretName | CodeList | RowList

export const scalarFields: (Field & { name: Scalar })[] = [
  { name: 'name', label: '姓名', control: 'text', required: true, max: 100 },
  { name: 'pinyin', label: '拼音', control: 'text', hint: '多音字在这里改正；空着则由姓名得出', max: 200 },
  { name: 'name_mongolian', label: '蒙古文姓名', control: 'mongolian', max: 100 },
  { name: 'sex', label: '性别', control: 'select', table: 'sex' },
  { name: 'ethnic', label: '民族', control: 'code', table: 'ethnic' },
  { name: 'birth_day', label: '出生日期', control: 'day' },
  { name: 'title', label: '职称', control: 'code', table: 'title' },
  { name: 'degree', label: '学位', control: 'code', table: 'degree' },
  { name: 'region', label: '所在地区', control: 'code', table: 'region' },
]
export const keywordsField: Field & { name: Scalar } = { name: 'keywords', label: '关键词', control: 'text', wide: true, max: 500, hint: '用顿号隔开' }
export const resumeField: Field & { name: Scalar } = { name: 'resume', label: '简历', control: 'long', wide: true, max: 5000, hint: '学习和工作经历、研究方向，5000 字以内' }

export const secretFields: (Field & { name: SecretName; removable: boolean })[] = [
  { name: 'citizen_id', label: '身份证号', control: 'secret', removable: false, max: 24 },
  { name: 'passport', label: '护照等证件号', control: 'secret', removable: true, max: 20 },
  { name: 'phone', label: '手机', control: 'secret', removable: true, max: 20 },
  { name: 'email', label: '邮箱', control: 'secret', removable: true, max: 100 },
  { name: 'bank_account', label: '银行账号', control: 'secret', removable: true, max: 40 },
]

/** Lists of codes; `main`: what the first one is, where that matters. */
export const codeLists: Record<CodeList, { label: string; table: string; hint: string; main?: string }> = {
  disciplines: { label: '学科', table: 'discipline', hint: 'GB/T 13745，第一个为主学科；评审优先从同学科的一线专家里抽取（第十四条）', main: '主学科' },
  industries: { label: '行业', table: 'industry', hint: 'GB/T 4754，第一个为主行业', main: '主行业' },
  languages: { label: '语种', table: 'language', hint: '能用来评审的语种，GB/T 4880.1' },
  willingness: { label: '参加意愿', table: 'activity_kind', hint: '愿意参加的活动，只供联系时参考' },
}

const from: Field = { name: 'from', label: '开始日期', control: 'day' }
const to: Field = { name: 'to', label: '结束日期', control: 'day', hint: '至今可不填' }

/** Lists of rows: what a row is called, what it asks, what is said of the list. */
export const rowLists: Record<RowList, { label: string; row: string; note: string; empty: string; fields: Field[] }> = {
  categories: {
    label: '专家类别',
    row: '类别',
    note: '第六条；资格没有核验的类别不能用于抽取',
    empty: '没有类别，不能参加抽取。',
    fields: [
      { name: 'category', label: '类别', control: 'code', table: 'expert_category', required: true },
      { name: 'qualification', label: '类别依据', control: 'text', hint: '凭什么属于这一类，如“教授，2019”', max: 200 },
    ],
  },
  posts: {
    label: '任职',
    row: '任职',
    note: '回避按此计算，曾任也请保留',
    empty: '没有任职，不能参加抽取。',
    fields: [
      { name: 'unit_id', label: '单位', control: 'unit', required: true, wide: true },
      { name: 'kind', label: '任职方式', control: 'select', table: 'post_kind', required: true },
      { name: 'duty', label: '职务', control: 'text', max: 100 },
      from,
      to,
    ],
  },
  relations: {
    label: '亲属师生等关系',
    row: '关系人',
    note: '近亲属、师生，回避按此计算（第十四条）',
    empty: '没有登记关系人。',
    fields: [
      { name: 'kind', label: '关系', control: 'code', table: 'relation_kind', required: true },
      { name: 'other_name', label: '对方姓名', control: 'text', required: true, max: 100 },
      { name: 'other_unit', label: '对方单位', control: 'text', max: 200 },
      { name: 'other_citizen_id', label: '对方身份证号', control: 'secret', max: 24 },
    ],
  },
  interests: {
    label: '利益关系',
    row: '利益关系',
    note: '持股、顾问、审计、代理、合同，回避按此计算（第十四条）',
    empty: '没有登记利益关系。',
    fields: [
      { name: 'unit_id', label: '单位', control: 'unit', required: true, wide: true },
      { name: 'kind', label: '关系种类', control: 'select', table: 'interest_kind', required: true },
      { name: 'share', label: '持股比例', control: 'percent', hint: '百分数，如 2.5' },
      from,
      to,
    ],
  },
  absences: {
    label: '不便参加的日期',
    row: '一段日期',
    note: '本人申报的才登记；与活动日期重合的，该次不予抽取',
    empty: '没有登记不便参加的日期。',
    fields: [
      { ...from, required: true },
      { ...to, hint: '不填则一直到另行申报' },
    ],
  },
  achievements: {
    label: '成果、荣誉与兼职',
    row: '一项',
    note: '获奖、人才计划、论文、专利、资格证书、社会兼职，只供参考',
    empty: '没有登记。',
    fields: [
      { name: 'kind', label: '种类', control: 'select', table: 'achievement_kind', required: true },
      { name: 'name', label: '名称', control: 'text', required: true, max: 300 },
      { name: 'detail', label: '编号或级别', control: 'text', max: 200 },
      { name: 'role', label: '本人角色', control: 'text', max: 100, hint: '如第一完成人、理事' },
      { ...from, hint: '获奖、发表、授权或开始的日期' },
      { ...to, hint: '没有的不填' },
    ],
  },
}

/** Scalars that stand in other parts of the form than the first. */
export const textFields = [keywordsField, resumeField]

/** Where a value's name comes from, if it is a code. */
export function sourceOf(field: { control: Control; table?: string }): CodeSource | undefined {
  if (field.control === 'unit') return { ...unitSource(), showPath: true }
  return field.table ? codeSource(field.table) : undefined
}

export interface Section {
  id: string
  title: string
  fields: FieldName[]
}
export const sections: Section[] = [
  { id: 'basics', title: '基本信息', fields: [...scalarFields.map((field) => field.name), ...secretFields.map((field) => field.name)] },
  { id: 'subjects', title: '学科、行业、语种', fields: ['disciplines', 'industries', 'languages', 'keywords'] },
  { id: 'categories', title: '专家类别', fields: ['categories'] },
  { id: 'posts', title: '任职', fields: ['posts'] },
  { id: 'relations', title: '亲属师生', fields: ['relations'] },
  { id: 'interests', title: '利益关系', fields: ['interests'] },
  { id: 'absences', title: '不便参加的日期', fields: ['absences'] },
  { id: 'achievements', title: '成果、荣誉与兼职', fields: ['achievements'] },
  { id: 'profile', title: '意愿与简历', fields: ['willingness', 'resume'] },
]

/** The short lists that a person chooses from. */
export const selectTables = [...new Set([...scalarFields, ...Object.values(rowLists).flatMap((list) => list.fields)].flatMap((field) => (field.control === 'select' && field.table ? [field.table] : [])))]

const labels = new Map<string, string>([
  ...[...scalarFields, ...textFields, ...secretFields].map((field) => [field.name, field.label] as const),
  ...Object.entries({ ...codeLists, ...rowLists }).map(([name, list]) => [name, list.label] as const),
  ['document', '变更依据'],
  ['verified_on', '核验日期'],
  ['verified_by', '核验人'],
])
export const labelOf = (field: string) => labels.get(field) ?? field
