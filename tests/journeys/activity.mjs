// An activity on its way from the operator's form to approval and back (Art. 14(4), 15(2), X1).
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, journey } from './support/journey.mjs'
import { inventedId } from './support/people.mjs'

/** Chooses the entry `name` in the picker beside `label` by searching for it. */
async function pick(page, label, search, name = search) {
  await page.getByRole('button', { name: label }).click()
  const box = page.getByRole('searchbox').last()
  await box.fill(search)
  await page.getByRole('treeitem', { name }).first().click()
  const done = page.getByRole('button', { name: '选好' })
  if (await done.isVisible()) await done.click()
}

/** A university of the demonstration with its parts. */
async function anEntity(person) {
  const { items } = await person.api('GET', '/api/v1/units?search=大学')
  for (const item of items) {
    const parts = (await person.api('GET', `/api/v1/units?parent=${item.code}`)).items
    if (parts.length) return { name: item.name, part: parts[0].name }
  }
  throw new Error('no university with parts')
}

async function saved(person) {
  await person.page.waitForURL(/\/activities\/[a-z2-7]{26}$/)
  return new URL(person.page.url()).pathname.split('/').pop()
}

await journey('活动：经办登记项目，审批人退回，改好再批准', async (j) => {
  const operator = await j.person('operator', { path: '/activities' })
  await operator.sees('现代畜牧业领域重点研发项目评审')
  await operator.look('list')
  const { page } = operator
  await page.getByRole('link', { name: '新建活动' }).first().click()
  await page.getByRole('heading', { name: '新建活动' }).waitFor()

  // What is missing is told at the top and leads to its field.
  await page.getByRole('button', { name: '保存' }).click()
  await operator.sees(/有 \d 处需要改正/)
  await operator.look('form-faults')
  await page.getByRole('link', { name: '请填写活动名称。' }).click()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'activity-name')

  const entity = await anEntity(operator)
  await page.getByLabel('活动名称').fill('草原畜种繁育项目评审')
  await page.getByLabel('活动种类').selectOption({ label: '评审' })
  await page.getByLabel('开始日期').fill('2099-03-01')
  await page.getByLabel('结束日期').fill('2099-03-02')
  await page.getByLabel('地点').fill('呼和浩特')
  await page.getByLabel('监督员').selectOption({ index: 1 })
  await page.getByRole('button', { name: '增加项目' }).click()
  await page.getByLabel('项目编号').fill('P-1')
  await page.getByLabel('项目名称').fill('蒙古马良种繁育')
  await pick(page, '申报单位', entity.name)
  await page.getByLabel('负责人姓名').fill('乌云·其木格')
  await page.getByLabel('负责人身份证号').fill('150102187001010001')
  await page.getByRole('button', { name: '增加成员' }).click()
  await page.getByLabel(/^\*?姓名$/).fill('巴特尔')

  // A reload loses nothing; identity numbers do not reach the lasting store.
  await page.reload()
  await operator.sees(/^已恢复 \d\d:\d\d 未提交的内容$/)
  assert.equal(await page.getByLabel('活动名称').inputValue(), '草原畜种繁育项目评审')
  const lasting = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  assert.ok(lasting.includes('蒙古马良种繁育') && !lasting.includes('150102187001010001'))

  await page.getByRole('button', { name: '保存' }).click()
  await operator.sees(/身份证号校验位不符/)
  await operator.look('form-project')
  await page.getByLabel('负责人身份证号').fill(inventedId(1))
  await page.getByLabel(/^\*?身份证号$/).fill(inventedId(2))
  await page.getByRole('button', { name: '保存' }).click()
  const id = await saved(operator)
  await operator.sees('有 1 个项目没有填写负责人的二级单位')
  await operator.look('draft')

  // By workbook: every fault by its place, then all of it.
  const csv = (rows) => {
    const path = join(process.env.BOLE_WORK, '项目.csv')
    writeFileSync(path, ['编号,名称,申报单位,合作单位,负责人,负责人身份证号,负责人二级单位,成员及身份证号', ...rows].join('\n'))
    return path
  }
  const file = page.getByLabel('选择文件')
  await file.setInputFiles(csv([`P-2,牧草育种,没有的大学,,哈斯,${inventedId(3)},,`, `P-3,乳品检测,${entity.name},,,x,,`]))
  await operator.sees('没有导入任何项目')
  await operator.sees('单位库中没有“没有的大学”')
  await operator.look('workbook-faults')
  await file.setInputFiles(csv([`P-1,蒙古马良种繁育,${entity.name},,乌云·其木格,${inventedId(1)},${entity.part},巴特尔 ${inventedId(2)}`, `P-2,牧草育种,${entity.name}/${entity.part},,哈斯,${inventedId(3)},${entity.part},`]))
  await operator.sees('核对无误：新增 1 个项目，更新 1 个。')
  await page.getByRole('button', { name: '导入这些项目' }).click()
  await operator.sees('牧草育种')
  await operator.doesNotSee('没有填写负责人的二级单位')

  await page.getByRole('button', { name: '提交审批' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交审批' }).click()
  await operator.sees('等待审批')

  const approver = await j.person('approver', { path: '/activities' })
  await approver.sees('有 2 项活动等您审批')
  await approver.look('waiting')
  await approver.page.getByRole('link', { name: '草原畜种繁育项目评审' }).click()
  await approver.page.getByRole('button', { name: '退回修改' }).click()
  const opinion = approver.page.getByRole('dialog')
  await opinion.getByRole('button', { name: '退回修改' }).click()
  await approver.sees('请填写退回原因。')
  await opinion.getByLabel('退回原因').fill('请补充合作单位')
  await opinion.getByRole('button', { name: '退回修改' }).click()
  await approver.sees('已退回，待修改')

  await operator.open(`/activities/${id}`)
  await operator.sees('请补充合作单位')
  await operator.look('returned')
  await page.getByRole('link', { name: '修改', exact: true }).click()
  await page.getByRole('heading', { name: '修改活动' }).waitFor()
  await page.getByRole('button', { name: /P-1/ }).first().click()
  await pick(page, '合作单位', '科学研究院')
  await page.getByRole('button', { name: '保存' }).click()
  await saved(operator)
  await operator.sees('合作单位')
  await page.getByRole('button', { name: '提交审批' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交审批' }).click()
  await operator.sees('等待审批')

  await approver.open(`/activities/${id}`)
  await approver.page.getByRole('button', { name: '通过' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await approver.sees('已批准')
  await approver.look('approved')
  assert.equal(await approver.page.getByRole('button', { name: '通过' }).count(), 0)

  const supervisor = await j.person('supervisor', { path: `/activities/${id}` })
  await supervisor.sees('草原畜种繁育项目评审')
  assert.ok(!(await supervisor.page.content()).includes('****'), 'who supervises sees no part of a number')
})
