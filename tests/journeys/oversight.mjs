// The trail is searched by those who watch (Art. 15(2), 20), the ledger is checked and taken away.
import { readFileSync } from 'node:fs'
import { assert, journey } from './support/journey.mjs'

const rows = (person) => person.page.getByRole('table', { name: '留痕' }).getByRole('row')

async function listed(person) {
  await person.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
  await rows(person).nth(1).waitFor()
}

await journey('留痕检索：审计管理员看得到每一步，看不到专家姓名', async (j) => {
  const manager = await j.person('library_administrator')
  const { items } = await manager.api('GET', '/api/v1/experts?size=10')
  const audit = await j.person('audit_administrator', { path: '/trail' })
  const { page } = audit
  await listed(audit)
  await audit.look('trail')
  await page.getByLabel('事项').selectOption({ label: '专家入库' })
  await page.getByLabel('对象编号').fill(items[0].number)
  await page.getByLabel('对象编号').press('Enter')
  await page.waitForURL(/number=E/)
  await listed(audit)
  assert.equal(await rows(audit).count(), 2, 'one expert entered once')
  assert.match(await rows(audit).nth(1).textContent(), new RegExp(`专家入库.*${items[0].number}`))
  await audit.doesNotSee(items[0].name)

  await page.getByRole('search').getByRole('button', { name: '重置' }).click()
  await listed(audit)
  assert.match(await rows(audit).nth(1).textContent(), /检索留痕.*马秀兰/, 'the own search stands on top')

  await page.getByLabel('开始日期').fill('2020-01-01')
  await page.getByLabel('结束日期').fill('2019-01-01')
  await page.getByRole('search').getByRole('button', { name: '搜索' }).click()
  await audit.sees('结束日期早于开始日期，请调换。')
})

await journey('账本：一个按钮核对，带走检查点和整本账', async (j) => {
  const supervisor = await j.person('supervisor', { path: '/ledger' })
  await supervisor.sees('还没有核对过')
  await supervisor.page.getByRole('button', { name: '核对账本' }).click()
  await supervisor.sees('全部一致')
  await supervisor.sees('账本的每一条与签名一致，受保护的每一行数据与账本一致。')
  await supervisor.look('ledger')
  const take = async (name) => {
    const [download] = await Promise.all([supervisor.page.waitForEvent('download'), supervisor.page.getByRole('link', { name }).click()])
    return readFileSync(await download.path(), 'utf8')
  }
  const note = await take('带走检查点')
  assert.match(note, /^bole\.demonstration\.\d{4}-\d\d-\d\d\n\d+\n/)
  const ledger = await take('导出账本')
  const size = Number(note.split('\n')[1])
  assert.equal(JSON.parse(ledger.split('\n')[0]).size, size + 1, 'the export is an entry of its own')
})

await journey('留痕与账本：别的角色没有入口', async (j) => {
  for (const role of ['library_administrator', 'operator', 'system_administrator']) {
    const person = await j.person(role)
    for (const path of ['/trail', '/ledger']) assert.equal(await person.go(path), '/', `${role} ${path}`)
    await assert.rejects(person.api('GET', '/api/v1/trail'), /403/)
  }
})
