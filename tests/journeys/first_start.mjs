// An empty library begins: three administrators, held apart, open their accounts with codes that work once (Art. 12; A6, A12).
import { assert, journey } from './support/journey.mjs'
import { Authenticator } from './support/totp.mjs'

const codeOf = (printed, role) => new RegExp(`${role}.*\\n\\s+(\\S+)`).exec(printed)[1]

await journey('首次启动：没有现成的账号，三位管理员凭一次性代码开通', { empty: true }, async (j) => {
  const printed = j.server.begun
  assert.match(printed, /正式库/)
  const visitor = await j.visitor()
  const { page } = visitor

  // By the link, whose code the address does not keep.
  await page.goto(`${j.server.url}/join#${codeOf(printed, '系统管理员')}`)
  await visitor.sees('用户名 system')
  assert.equal(new URL(page.url()).hash, '')
  await visitor.lookClosely('chosen')
  const open = page.getByRole('button', { name: '开通，然后设置动态口令' })
  await page.getByLabel('*姓名').fill('何建国')
  await page.getByLabel('*密码').fill('Password1!!')
  await page.getByLabel('*再输一遍').fill('Password1!')
  await open.click()
  await visitor.sees('两次输入的密码不同')
  await page.getByLabel('*再输一遍').fill('Password1!!')
  await open.click()
  await visitor.sees('这个密码太常见')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'join-password')
  assert.equal(await page.getByLabel('*姓名').inputValue(), '何建国', 'nothing typed is lost')
  await visitor.look('refused')
  for (const label of ['*密码', '*再输一遍']) await page.getByLabel(label).fill('Steppe+Horse 27')
  await open.click()

  await page.getByRole('heading', { name: '设置动态口令' }).waitFor()
  await visitor.look('second-factor')
  const secret = (await page.locator('code').textContent()).trim()
  await page.getByLabel('六位动态口令').fill(await new Authenticator(secret).next())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '已保存，继续' }).click()
  await page.getByLabel('*签署人姓名').fill('何建国')
  await page.getByRole('button', { name: '签署保密承诺书' }).click()
  await visitor.sees(/，何建国$/)
  await visitor.sees('系统管理员')

  // A code typed by hand, in capitals; one that was used; one that was replaced.
  const second = await j.visitor()
  await second.page.goto(`${j.server.url}/join`)
  await second.look('code')
  const enter = async (code) => {
    await second.page.getByLabel('一次性代码').fill(code)
    await second.page.getByRole('button', { name: '下一步' }).click()
  }
  await enter(codeOf(printed, '系统管理员'))
  await second.sees('已经用过或已过期')
  const newer = /\n\s+(\S+)/.exec(j.server.command('invite', 'audit'))[1]
  await enter(codeOf(printed, '审计管理员'))
  await second.sees('已经用过或已过期')
  await enter(newer.toUpperCase().replaceAll('-', ' '))
  await second.sees('用户名 audit')
  assert.throws(() => j.server.command('invite', 'system'), /本人已经开通/)

  // Nobody signs in to an account that nobody has opened.
  await second.page.goto(`${j.server.url}/sign-in`)
  await second.page.getByLabel('用户名').fill('security')
  await second.page.getByLabel('密码').fill('security')
  await second.page.getByRole('button', { name: '下一步' }).click()
  await second.sees('用户名或密码不正确。')
})
