// The server's clock is set back: staff are told on every page what waits and whom to call, experts are not; it goes by itself
// once the clock is right (T25, docs/decisions/0019-clock.md).
import { assert, journey } from './support/journey.mjs'

await journey('时钟异常：工作人员每页看到，校正后消失', async (j) => {
  const supervisor = await j.person('supervisor', { path: '/supervision' })
  const expert = await j.person('expert')
  await supervisor.doesNotSee('时钟异常：')

  j.server.args.push('--demo-clock', `${new Date(Date.now() - 2 * 3_600_000).toISOString().slice(0, 19)}Z`)
  await j.restartServer()
  await supervisor.open('/supervision')
  await supervisor.sees(/封存、承诺、揭示等有时限的事项暂停办理，其他照常/)
  await supervisor.lookClosely('staff')
  await supervisor.doesNotSee('即将退出')
  await expert.open('/')
  await expert.doesNotSee('时钟异常：')

  j.server.args.splice(-2)
  await j.restartServer()
  await supervisor.page.getByRole('button', { name: '再看一次' }).click()
  await supervisor.page.getByText('时钟异常：').waitFor({ state: 'detached' })
  assert.equal(new URL(supervisor.page.url()).pathname, '/supervision')
})
