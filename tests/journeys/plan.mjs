// A plan from its first group to approval: live numbers, what cannot be drawn told in words, a second pair of eyes
// (Art. 14(2), 15(1), 15(2), X1).
import { assert, journey } from './support/journey.mjs'

/** An activity with one project, submitted; gives its path. */
async function anActivity(operator) {
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const { items } = await operator.api('GET', '/api/v1/units?search=大学')
  let applicant, part
  for (const item of items) {
    const parts = (await operator.api('GET', `/api/v1/units?parent=${item.code}`)).items
    if (parts.length) [applicant, part] = [item.code, parts[0].code]
  }
  const { id } = await operator.api('POST', '/api/v1/activities', {
    name: '草原畜种繁育项目评审',
    kind: 'review',
    from: '2099-03-01',
    to: '2099-03-02',
    supervisor: supervisors[0].id,
    projects: [{ number: 'P-1', name: '蒙古马良种繁育', applicant, partners: [], lead_name: '乌云·其木格', lead_citizen_id: '150102187001010010', lead_unit: part, members: [] }],
  })
  await operator.api('POST', `/api/v1/activities/${id}/submit`, { version: 1 })
  return `/activities/${id}`
}

/** The number that the page shows as may be drawn. */
async function drawable(person) {
  await person.settled()
  const text = await person.page.locator('.funnel .end b').innerText()
  return Number(text.replace(/\D/g, ''))
}

async function addCondition(person, group, kind, search, name) {
  const { page } = person
  await page.getByLabel(`给${group}加条件`).selectOption({ label: kind })
  await page.locator('.editor').getByRole('button', { name: kind }).click()
  await page.getByRole('searchbox').last().fill(search)
  await page.getByRole('treeitem', { name }).first().click()
  await page.getByRole('button', { name: '选好' }).click()
  await page.getByRole('button', { name: '收起', exact: true }).click()
}

await journey('方案：条件与人数同步，不可行时说明原因，退回修改后批准', async (j) => {
  const operator = await j.person('operator')
  const path = await anActivity(operator)
  await operator.open(`${path}/plan`)
  const { page } = operator
  await operator.sees('不符合任何一组的条件')
  const everyone = await drawable(operator)
  assert.ok(everyone > 20, `${everyone} people may be drawn without a condition`)
  await operator.look('first')

  await page.getByLabel('A 组名称').fill('研究开发')
  await addCondition(operator, '研究开发', '类别', '研究', '研究开发')
  await page.getByRole('button', { name: '研究开发席数加一' }).click()
  await page.getByRole('button', { name: '研究开发席数加一' }).click()
  const researchers = await drawable(operator)
  assert.ok(researchers > 0 && researchers < everyone, `${researchers} of ${everyone}`)
  // Who has none of the languages asked does not fit (E2).
  await addCondition(operator, '研究开发', '语种', '蒙古', '蒙古语')
  const speakers = await drawable(operator)
  assert.ok(speakers > 0 && speakers < researchers, `${speakers} of ${researchers}`)
  await operator.look('language')
  await page.getByRole('button', { name: '移除条件 语种 蒙古语' }).click()
  await page.getByRole('button', { name: '增加一组' }).click()
  await page.getByLabel('B 组名称').fill('财务审计')
  await addCondition(operator, '财务审计', '类别', '财务', '财务审计')
  await operator.sees('2 组 4 席')

  // More than there are seats: told at the condition. Two that contradict each other: told in words, and the plan
  // cannot be submitted.
  const least = (nth) => page.getByRole('textbox', { name: '至少' }).nth(nth)
  const ask = async (nth, number) => {
    await least(nth).fill(number)
    await least(nth).blur()
  }
  await page.getByRole('button', { name: '加跨组条件' }).click()
  await ask(0, '5')
  await operator.sees('至少 5 人多于总席数 4，请减少。')
  await ask(0, '3')
  await page.getByRole('button', { name: '加跨组条件' }).click()
  await page.getByLabel('第 3 条的取值').selectOption({ label: '男性' })
  await ask(1, '2')
  await operator.sees('没有可行的专家组')
  assert.ok(await page.getByRole('button', { name: /提交方案审批/ }).isDisabled())
  await operator.look('not-drawable')
  // Every smallest change that would do is a button, and can be taken back.
  await page.getByRole('button', { name: /“男性至少 2 名”改为“男性至少 1 名”/ }).click()
  await operator.sees('已改：')
  await operator.sees('可以抽取')
  await page.getByRole('button', { name: '撤销' }).click()
  await operator.sees('没有可行的专家组')
  await page.getByRole('button', { name: '移除第 3 条跨组条件' }).click()
  await ask(0, '1')
  await operator.sees('可以抽取')

  // What was not saved outlives a reload.
  await page.reload()
  await operator.sees(/^已恢复 \d\d:\d\d 未提交的内容$/)
  assert.equal(await page.getByLabel('B 组名称').inputValue(), '财务审计')
  await operator.sees('可以抽取')

  // A conflict with one project need not bar from all (R12).
  await page.getByLabel('回避范围').selectOption({ label: '按项目回避' })
  await operator.sees('每个项目至少有这么多评委')
  await operator.sees('可以抽取')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('button', { name: '已保存' }).waitFor()
  await operator.sees('试排成功率')
  await operator.look('drawable')
  assert.ok(!(await page.content()).includes('E2026-'), 'never a name or number of a person')
  await page.getByRole('button', { name: '提交方案审批' }).click()
  await operator.sees('待审批')
  assert.equal(await page.getByLabel('A 组名称').count(), 0, 'read only while it waits')

  const approver = await j.person('approver', { path: `${path}/plan` })
  await approver.sees('不符合任何一组的条件')
  await approver.look('approver')
  await approver.page.getByRole('button', { name: '退回修改' }).click()
  const opinion = approver.page.getByRole('dialog')
  await opinion.getByLabel('退回原因').fill('请增加一名候补')
  await opinion.getByRole('button', { name: '退回修改' }).click()
  await approver.sees('已退回')

  await operator.open(`${path}/plan`)
  await operator.sees('请增加一名候补')
  await page.getByRole('button', { name: '每组候补人数加一' }).click()
  await page.getByRole('button', { name: '保存并提交方案审批' }).click()
  await operator.sees('待审批')

  await approver.open(`${path}/plan`)
  await approver.sees('4 名，按抽出次序递补')
  await approver.sees('按项目回避，每个项目至少 2 名评委')
  await approver.page.getByRole('button', { name: '通过' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await approver.sees('已批准')

  const supervisor = await j.person('supervisor', { path: `${path}/plan` })
  await supervisor.sees('人数只向经办人和审批人显示。')
  await supervisor.look('supervisor')
})
