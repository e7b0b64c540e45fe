// The own record of an expert: what is held and where it comes from, a copy to take away (Art. 10, 21; C6).
import { readFileSync } from 'node:fs'
import { assert, journey } from './support/journey.mjs'

await journey('我的信息：看自己的记录和来历，带走一份', async (j) => {
  const expert = await j.person('expert', { phone: true, path: '/record' })
  const { page } = expert
  await page.getByRole('heading', { name: '登记的信息' }).waitFor()
  await expert.doesNotSee(/138000\d{5}/)
  await page.getByText(/看来历$/).first().click()
  await expert.sees(/^依据：/)
  await page.getByRole('heading', { name: '历史版本' }).waitFor()
  await expert.lookClosely('record')

  await page.getByRole('radio', { name: /JSON/ }).check()
  await page.getByRole('button', { name: '带走我的信息' }).click()
  await expert.sees('请输入密码，确认是您本人。')
  await page.getByLabel('密码').fill('not this one')
  await page.getByRole('button', { name: '带走我的信息' }).click()
  await expert.sees(/密码不正确/)
  await expert.look('refused')
  await page.getByLabel('密码').fill(expert.account.password)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '带走我的信息' }).click()
  const file = await saved
  assert.match(file.suggestedFilename(), /^本人信息 E\d{4}-\d+\.json$/)
  const copy = JSON.parse(readFileSync(await file.path(), 'utf8'))
  assert.match(copy['GB/T 35397-2017'].contact.phone, /^138000\d{5}$/)
  await expert.sees(/文件已交给浏览器保存/)
  await expert.sees('本人带走自己的信息')
  assert.ok(!page.url().includes('?'), 'nothing personal in the address')
})
