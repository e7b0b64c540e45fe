// 资料清除: after an activity the unit signs that its copies of the names are gone; then the system shows them no more (Art. 21).
import { assert, journey } from './support/journey.mjs'

await journey('资料清除：审批人登记，出具回执，名单不再显示', async (j) => {
  const approver = await j.person('approver')
  const { page } = approver
  await approver.sees('活动结束后的资料清除')
  await approver.open('/clearings?state=open')
  await approver.look('open')
  const before = (await approver.api('GET', '/api/v1/clearings?state=open')).items
  await page.getByRole('button', { name: `登记清除 ${before[0].number}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await approver.sees('请先核对并勾选')
  await dialog.getByLabel(/纸质名单/).check()
  await dialog.getByLabel(/下载、另存/).check()
  await dialog.getByLabel(/已核对/).check()
  await approver.look('sign')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  const download = page.waitForEvent('download')
  await approver.open('/clearings?state=cleared')
  await approver.sees('纸质名单、记录表的复印件已经销毁或者归档')
  await approver.look('cleared')
  await page.getByRole('link', { name: `下载回执 ${before[0].number}` }).click()
  assert.match((await download).suggestedFilename(), /^专家资料清除回执 .+\.pdf$/)

  const operator = await j.person('operator')
  const { rounds } = await operator.api('GET', `/api/v1/activities/${before[0].activity}/draw`)
  const round = rounds.find(({ status }) => status === 'confirmed')
  assert.ok(round.names_closed)
  assert.ok(round.panel.flatMap(({ seats }) => seats).every(({ name, ref }) => !name && ref))
  await operator.open(`/rounds/${round.id}/record`)
  await operator.sees('起不再显示')
  await operator.look('record')
})
