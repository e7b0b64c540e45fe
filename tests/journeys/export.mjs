// Rows leave the library only when a second person has looked at them, once, and each says where it came from (Art. 20; A5).
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, journey } from './support/journey.mjs'

await journey('导出：写明用途申请，另一人逐行看过才批准，只生成一次，查得出是谁导出的', async (j) => {
  const han = await j.person('library_administrator')
  const { page } = han
  await han.open('/experts?category=strategy&status=active')
  await page.getByRole('link', { name: '导出', exact: true }).click()
  await han.sees(/符合条件的/)
  await page.getByRole('button', { name: '提交申请' }).click()
  await han.sees('请选择用途。')
  await page.getByLabel('其他', { exact: true }).check()
  await page.getByLabel('手机敏感').check()
  await page.getByLabel('具体用途').fill('座谈')
  await page.getByRole('button', { name: '提交申请' }).click()
  await han.sees(/用至少 6 个字写明用途/)
  assert.equal(await page.getByLabel('具体用途').inputValue(), '座谈', 'nothing typed is lost')
  await han.look('new')
  await page.getByLabel('具体用途').fill('邀请战略咨询专家座谈')
  await page.getByRole('button', { name: '提交申请' }).click()
  await han.sees('待批准')
  const address = new URL(page.url()).pathname
  const number = (await page.locator('h1').innerText()).match(/DC-\d+-\d+/)[0]
  await han.look('asked')

  // Exactly what will leave, sensitive columns in part.
  const lin = await j.person('science_department')
  await lin.sees('等您审批的导出')
  await lin.open('/exports')
  await lin.look('list')
  await lin.page.getByRole('link', { name: number }).click()
  await lin.sees(/^138\*{4}\d{4}$/)
  await lin.doesNotSee(/^138000\d{5}$/)
  const { total } = await lin.api('GET', `/api/v1${address}`)
  await lin.sees(`文件里就是这 ${total} 行`)
  await lin.lookClosely('detail')

  // What changed while it was looked at is looked at again.
  const { items } = await han.api('GET', '/api/v1/experts?category=strategy&status=active&size=10')
  const form = await han.api('GET', `/api/v1/experts/${items[0].id}/form`)
  const readOnly = ['id', 'number', 'status', 'unit_path', 'verified_on', 'verified_by', 'other_citizen_id_known']
  const strip = (value) => (Array.isArray(value) ? value.map(strip) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).filter(([key]) => !readOnly.includes(key) && !key.endsWith('_masked')).map(([key, inner]) => [key, strip(inner)])) : value)
  await han.api('PUT', `/api/v1/experts/${items[0].id}`, { ...strip(form), phone: '13800000088', document: '来函〔2026〕1 号', verified_on: '2026-01-05', verified_by: '韩雪梅' })
  await lin.page.getByRole('button', { name: '批准', exact: true }).click()
  const asks = lin.page.getByRole('dialog', { name: '批准这次导出' })
  await asks.getByRole('button', { name: '批准' }).click()
  await lin.stepUp()
  await asks.getByText('您看的时候内容刚有变动，没有批准。').waitFor()
  await asks.getByRole('button', { name: '取消' }).click()
  await lin.sees('138****0088')
  await lin.look('moved')
  await lin.page.getByRole('button', { name: '批准', exact: true }).click()
  await asks.getByRole('button', { name: '批准' }).click()
  await lin.sees('已批准')

  await han.open('/')
  await han.sees('已批准、可以生成文件的导出')
  await han.open(address)
  await page.getByRole('button', { name: '生成文件' }).click()
  await han.look('make')
  const coming = page.waitForEvent('download')
  await page.getByRole('dialog', { name: '生成文件' }).getByRole('button', { name: '生成并下载' }).click()
  await han.stepUp()
  const file = join(process.env.BOLE_WORK, 'list.xlsx')
  await (await coming).saveAs(file)
  await han.sees('已导出')
  await han.look('made')
  assert.equal(await page.getByRole('button', { name: '生成文件' }).count(), 0, 'once')
  const { display_name: name } = (await han.api('GET', '/api/v1/session')).account
  assert.match(j.server.command('watermark', file), new RegExp(`${number}：${name}.*来自原文件的 ${total} 行`))
  const other = join(process.env.BOLE_WORK, 'other.txt')
  writeFileSync(other, '没有行码的文字')
  assert.throws(() => j.server.command('watermark', other), { stdout: /没有找到/ })
})
