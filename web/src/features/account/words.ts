import type { Tone } from '../../ui/StatusTag.vue'

/** States of an account in words and colours. */
export const states: { value: string; label: string; tone: Tone }[] = [
  { value: 'active', label: '在用', tone: 'ok' },
  { value: 'invited', label: '待开通', tone: 'warn' },
  { value: 'blocked', label: '已停用', tone: 'bad' },
]
export const toneOf = (state: string) => states.find((one) => one.value === state)?.tone ?? 'quiet'

/** Codes with names, as the server's list of roles has them. */
export const roles: { value: string; label: string }[] = [
  { value: 'unit_reviewer', label: '单位审核员' },
  { value: 'department_reviewer', label: '归口部门审核员' },
  { value: 'science_department', label: '科技厅' },
  { value: 'library_administrator', label: '专家库管理员' },
  { value: 'agency', label: '专业机构' },
  { value: 'operator', label: '使用单位经办' },
  { value: 'approver', label: '使用单位审批人' },
  { value: 'supervisor', label: '监督员' },
  { value: 'inspector', label: '纪检' },
  { value: 'expert', label: '专家' },
  { value: 'system_administrator', label: '系统管理员' },
  { value: 'security_administrator', label: '安全管理员' },
  { value: 'audit_administrator', label: '审计管理员' },
]

/** "草原大学 农牧学院"; a legal entity stands alone, no unit is a dash. */
export const unitOf = (account: { unit_name?: string; entity_name?: string }) =>
  !account.unit_name ? '—' : account.unit_name === account.entity_name ? account.unit_name : `${account.entity_name} ${account.unit_name}`

/** What acts of an account's timeline look like. */
export const tones: Record<string, Tone> = {
  'accounts.opened': 'ok',
  'accounts.unblocked': 'ok',
  'accounts.blocked': 'bad',
  'auth.sign_in_failed': 'warn',
  'auth.totp_reset': 'warn',
  'roles.granted': 'ok',
  'roles.approved': 'ok',
  'roles.refused': 'bad',
  'roles.withdrawn': 'bad',
}
