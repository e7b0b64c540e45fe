import { draftOf, type Editing, type RecordForm } from '../../src/features/library/amendment/record'

/** A record as the server gives it; `changes` over it. */
export function form(changes: Partial<RecordForm> = {}): RecordForm {
  return {
    id: 'e',
    number: 'E2026-00001',
    status: 'active',
    version: 3,
    name: '乌云其木格',
    name_mongolian: 'ᠣᠶᠤᠨᠴᠢᠮᠡᠭ',
    pinyin: 'wu yun qi mu ge',
    sex: '2',
    ethnic: '05',
    birth_day: '1968-05-01',
    title: '012',
    degree: '',
    region: '150102',
    keywords: '电解水制氢',
    resume: '',
    citizen_id_masked: '1501**********0026',
    passport_masked: '',
    phone_masked: '138****6027',
    email_masked: '',
    bank_account_masked: '',
    categories: [{ category: 'research', qualification: '教授', verified_on: '2024-12-20', verified_by: '刘桂兰' }],
    disciplines: ['480.7045', '530.4110'],
    industries: [],
    languages: ['zh'],
    willingness: [],
    posts: [
      { row: 11, unit_id: 'u1', unit_path: '草原大学 / 化学学院', kind: 'main', duty: '副院长', from: '2019-01-01', to: '', verified_on: '2024-12-20', verified_by: '刘桂兰' },
      { row: 12, unit_id: 'u2', unit_path: '青城化工研究所', kind: 'former', duty: '', from: '1991-07-01', to: '1998-08-31', verified_on: '', verified_by: '' },
    ],
    relations: [{ row: 21, kind: 'spouse', other_name: '巴特尔', other_citizen_id_known: true, other_unit: '青城医院' }],
    interests: [{ row: 31, unit_id: 'u3', unit_path: '蓝天股份', kind: 'shareholding', share: 250, from: '2020-01-01', to: '' }],
    absences: [{ row: 41, from: '2026-12-01', to: '2026-12-10' }],
    achievements: [],
    ...changes,
  }
}

export function editing(base = form()): Editing {
  return { base, mine: draftOf(base) }
}
