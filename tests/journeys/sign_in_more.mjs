// What signing in asks beyond password and code (Art. 12): the undertaking, recovery codes, one place at a time, SMS.
import { assert, codeOfStep, journey } from './support/journey.mjs'

await journey('登录：先签保密承诺书，才能办理其他事项', async (j) => {
  const novice = await j.person('qiqige', { path: '/rules' })
  const { page } = novice
  await page.getByRole('heading', { level: 1, name: '科技专家库工作人员保密承诺书' }).waitFor()
  assert.equal(await novice.go('/rules'), '/undertaking', 'nothing else opens')
  await novice.lookClosely('undertaking')
  const sign = async (name) => {
    await page.getByLabel('*签署人姓名').fill(name)
    await page.getByRole('button', { name: '签署保密承诺书' }).click()
  }
  await sign('高 娃')
  await novice.sees('姓名与账号登记的不一致，应为“其其格”，请改正。')
  assert.equal(await page.getByLabel('*签署人姓名').inputValue(), '高 娃', 'nothing typed is lost')
  await sign('其其格')
  await page.waitForURL((url) => url.pathname === '/rules')
  await page.getByRole('button', { name: /其其格/ }).click()
  await page.getByRole('link', { name: '我的账号' }).click()
  await novice.sees('2026年第1版')
  await page.getByRole('link', { name: /^查看和打印/ }).click()
  await novice.sees('正文与签署时一致')
  await novice.look('undertaking-paper')
})

await journey('登录：手机不在身边用恢复码，每个只能用一次', async (j) => {
  j.server.command('reset-totp', j.account('agency').name)
  const agency = await j.visitor({ as: 'agency' })
  const { page } = agency
  const givePassword = async () => {
    await agency.open('/sign-in')
    await page.getByLabel('用户名').fill(agency.account.name)
    await page.getByLabel('密码').fill(agency.account.password)
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await givePassword()
  const secret = await page.locator('form code').innerText()
  await page.getByLabel('六位动态口令').fill(codeOfStep(secret, Math.floor(Date.now() / 30_000)))
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '收好恢复码' }).waitFor()
  const codes = await page.locator('form li').allInnerTexts()
  assert.equal(codes.length, 10)
  await agency.look('recovery-codes')
  await page.getByRole('button', { name: '已保存，继续' }).click()
  await agency.sees(agency.account.display_name)

  const recover = async (code) => {
    await agency.context.clearCookies()
    await givePassword()
    await page.getByRole('button', { name: '手机不在身边，用恢复码' }).click()
    await page.getByLabel('一个没有用过的恢复码').fill(code)
    await page.getByRole('button', { name: '登录' }).click()
  }
  await recover(codes[0])
  await agency.sees('恢复码还剩 9 个')
  await agency.look('recovered')
  await page.getByRole('button', { name: '继续' }).click()
  await agency.sees(agency.account.display_name)
  await recover(codes[0])
  await agency.sees('恢复码不正确或已经用过')

  // New ones from the own account end the old, after the second factor was given again.
  await page.getByLabel('一个没有用过的恢复码').fill(codes[1])
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '继续' }).click()
  await agency.open('/account')
  await agency.sees('还剩 8 个')
  await page.getByRole('button', { name: '生成新的恢复码' }).click()
  const dialog = page.getByRole('dialog', { name: '请再次输入动态口令' })
  await dialog.getByLabel('动态口令').fill(codes[2])
  await dialog.getByRole('button', { name: '确认是本人' }).click()
  await agency.sees('新的恢复码已生成，以前的都已失效。')
  await agency.look('own-account')
})

await journey('登录：在另一处登录，先前的一处退出并说明，填写的都在', async (j) => {
  const desk = await j.person('operator', { path: '/activities/new' })
  const { page } = desk
  await page.getByLabel('*活动名称').fill('草原生态项目论证')
  const other = await j.person('operator', { phone: true })
  await other.page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await desk.sees(/您的账号于 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 在另一处登录（网络地址 127\.0\.0\.1），这里已退出。/)
  await desk.look('elsewhere')
  await page.getByLabel('用户名').fill(desk.account.name)
  await page.getByLabel('密码').fill(desk.account.password)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('六位动态口令').fill(await desk.code())
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname === '/activities/new')
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '草原生态项目论证'))
  assert.equal((await other.page.evaluate(() => fetch('/api/v1/session').then((answer) => answer.status))), 401)
})
