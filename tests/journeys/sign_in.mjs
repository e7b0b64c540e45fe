// Signing in and out, as every member of staff meets it (Art. 12: one person, one account).
import { assert, codeOfStep, journey } from './support/journey.mjs'

const passwordForm = (page) => ({
  name: page.getByLabel('用户名'),
  password: page.getByLabel('密码'),
  next: page.getByRole('button', { name: '下一步' }),
  fault: page.getByRole('alert'),
})

async function givePassword(person, password = person.account.password) {
  const form = passwordForm(person.page)
  await form.name.fill(person.account.name)
  await form.password.fill(password)
  const answered = person.page.waitForResponse('**/api/v1/session/password')
  await form.next.click()
  await answered
}

async function giveCode(person, code) {
  await person.page.getByLabel('六位动态口令').fill(code)
  await person.page.getByRole('button', { name: '登录' }).click()
}

await journey('登录：密码与动态口令，两样都对才进得去', async (j) => {
  const operator = await j.visitor({ as: 'operator' })
  await operator.open('/activities?page=2')
  assert.match(operator.page.url(), /\/sign-in\?to=/, 'a stranger is sent to sign in, and back afterwards')
  await operator.lookClosely('password')

  await givePassword(operator, 'wrong')
  await operator.sees('用户名或密码不正确。')
  assert.equal(await passwordForm(operator.page).name.inputValue(), operator.account.name, 'the name stays')
  await givePassword(operator)
  await operator.sees('六位动态口令')
  await operator.look('code')
  await giveCode(operator, '000000')
  await operator.sees('动态口令不正确，请输入验证器上当前的六位数字。')
  await giveCode(operator, await operator.code())
  await operator.page.waitForURL((url) => url.pathname + url.search === '/activities?page=2')

  await operator.open('/')
  await operator.sees(operator.account.display_name)
  await operator.look('home')
})

await journey('登录：连续输错后要等，说明等到几时', async (j) => {
  const inspector = await j.visitor({ as: 'inspector' })
  await inspector.open('/sign-in')
  for (let i = 0; i < 5; ++i) {
    await givePassword(inspector, `wrong ${i}`)
    await inspector.sees('用户名或密码不正确。')
  }
  await givePassword(inspector)
  await inspector.sees(/多次输入有误，已暂停登录，请在 \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? 后再试。/)
  await inspector.page.waitForTimeout(2_100)
  await givePassword(inspector)
  await giveCode(inspector, await inspector.code())
  await inspector.sees(inspector.account.display_name)
})

await journey('登录：第一次登录扫二维码设置动态口令', async (j) => {
  const account = j.account('agency')
  j.server.command('reset-totp', account.name)
  const agency = await j.visitor({ as: 'agency', phone: true })
  await agency.open('/sign-in')
  await givePassword(agency)
  await agency.page.getByRole('img', { name: '动态口令设置二维码' }).waitFor()
  await agency.look('totp-setup')
  const secret = await agency.page.locator('code').innerText()
  assert.notEqual(secret, account.totp_secret)
  await giveCode(agency, codeOfStep(secret, Math.floor(Date.now() / 30_000)))
  await agency.page.getByRole('button', { name: '已保存，继续' }).click()
  await agency.page.getByRole('heading', { level: 1, name: account.display_name }).waitFor()

  // From now on the new secret is asked for.
  const again = await j.visitor({ as: 'agency' })
  await again.open('/sign-in')
  await givePassword(again)
  await giveCode(again, await again.code())
  await again.sees('动态口令不正确')
})

await journey('登录：快到时提醒，按“继续”留下，到时退出', async (j) => {
  const approver = await j.visitor({ as: 'approver' })
  await approver.page.clock.install()
  await approver.signIn()
  const warning = approver.page.getByRole('alertdialog', { name: '即将退出' })
  await approver.page.clock.fastForward('12:30')
  assert.equal(await warning.count(), 0, 'two minutes before, not sooner')
  await approver.page.clock.fastForward('00:45')
  await warning.waitFor()
  assert.match(await warning.innerText(), /1 分 \d+ 秒后退出登录。填写的内容会保留。/)
  await approver.look('timeout')
  const kept = approver.page.waitForResponse('**/api/v1/session/keep-alive')
  await warning.getByRole('button', { name: '继续' }).click()
  assert.equal((await kept).status(), 204)
})

await journey('登录：在所有设备退出', async (j) => {
  const desk = await j.person('inspector')
  const phone = await j.person('inspector', { phone: true })
  await desk.page.getByRole('button', { name: desk.account.display_name }).click()
  await desk.page.getByRole('button', { name: '在所有设备退出' }).click()
  await desk.sees('下一步')
  await phone.page.reload()
  await phone.sees('下一步')
  assert.match(phone.page.url(), /\/sign-in/)
})
