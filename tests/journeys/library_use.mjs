// Use of the library: a using unit applies, the science department grants and withdraws, at once (Art. 12; A13).
import { assert, journey } from './support/journey.mjs'

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

await journey('使用专家库：使用单位申请，科技厅准予、收回', async (j) => {
  const department = await j.person('science_department')
  await department.sees('使用专家库的申请')
  await department.open('/library-uses?state=asked')
  await department.sees('下一年度科技计划项目的财务验收')
  await department.look('asked')
  await department.page.getByRole('button', { name: '不予准予' }).click()
  await department.page.getByLabel('*理由').fill('请在现有期限届满前一个月再申请')
  await department.page.getByRole('dialog').getByRole('button', { name: '不予准予' }).click()
  await department.sees('没有这样的申请')

  const approver = await j.person('approver')
  const { page } = approver
  await approver.open('/library-uses')
  await approver.sees('请在现有期限届满前一个月再申请')
  await approver.look('uses')
  await page.getByRole('link', { name: '申请使用' }).click()
  await page.getByLabel('*用途').fill('成果转化项目的论证')
  await page.getByRole('button', { name: '提交申请' }).click()
  await approver.sees('处需要改正')
  assert.equal(await page.getByLabel('*用途').inputValue(), '成果转化项目的论证', 'nothing typed is lost')
  await approver.look('refused')
  await page.getByLabel('产业管理').check()
  await page.getByLabel('*开始日期').fill(inDays(1))
  await page.getByLabel('*结束日期').fill(inDays(200))
  await page.getByLabel(/本单位确保/).check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await approver.sees('成果转化项目的论证')

  await department.open('/library-uses')
  await department.page.getByRole('button', { name: /^准予 / }).click()
  await department.page.getByLabel('*依据').fill('厅务会 2026 年第 11 次')
  await department.page.getByRole('dialog').getByRole('button', { name: '准予', exact: true }).click()
  await department.sees('厅务会 2026 年第 11 次')
  await department.page.getByRole('button', { name: /^收回 / }).first().click()
  await department.page.getByLabel('*收回的理由').fill('违规留存专家信息')
  await department.page.getByRole('dialog').getByRole('button', { name: '收回' }).click()
  await department.sees('违规留存专家信息')

  const operator = await j.person('operator')
  await operator.open('/library-uses')
  await operator.sees('违规留存专家信息')
  assert.equal(await operator.page.getByRole('link', { name: '申请使用' }).count(), 0, 'the approver applies')
})
