// Signing in at the province's single sign-on (A6, A14), with a real provider beside the server.
import { journey } from './support/journey.mjs'
import { startProvider } from './support/provider.mjs'

let provider
const settings = async (url) => (provider = await startProvider(url)).settings

await journey('统一身份认证：先绑定，再从那里登录，动态口令照常输入', { settings }, async (j) => {
  const desk = await j.person('operator', { path: '/account' })
  const { page } = desk
  // The provider's own pages are not ours to judge.
  desk.tolerated.push(new RegExp(provider.issuer))
  const passAs = async (name) => {
    await page.waitForURL((url) => url.origin === provider.issuer)
    await page.locator('input').fill(name)
    await page.locator('button').click()
  }
  const leave = async () => {
    await desk.context.clearCookies()
    await desk.open('/sign-in')
    await page.getByRole('button', { name: '省统一身份认证登录' }).click()
  }

  await leave()
  await passAs('chen.lixin')
  await desk.sees('统一身份认证通过了，但还没有账号绑定这个身份。')
  await desk.look('unbound')
  await page.getByRole('button', { name: '回到登录' }).click()
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor()
  await desk.look('sign-in')

  await desk.context.clearCookies()
  await desk.signIn('/account')
  await page.getByRole('button', { name: '绑定', exact: true }).click()
  await page.locator('#sso-current').fill(desk.account.password)
  await page.getByRole('button', { name: '去认证并绑定' }).click()
  await desk.stepUp()
  await passAs('chen.lixin')
  await desk.sees('解除绑定')
  await desk.look('bound')

  await leave()
  await passAs('chen.lixin')
  await page.getByLabel('六位动态口令').fill(await desk.code())
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await desk.sees(desk.account.display_name)

  // The address that brought the code is good once.
  provider.stop()
  await desk.context.clearCookies()
  await desk.open('/sign-in/sso?state=used&code=used')
  await desk.sees('这次统一身份认证已经用过、已过期，或不是从这个浏览器开始的。')
})
provider?.stop()
