// The library administrator looks through the library (Art. 6, 10, 11); others do not find the door.
import { assert, journey } from './support/journey.mjs'

const total = async (person) => Number((await person.page.getByText(/^共 [\d,]+ 条$/).textContent()).replace(/\D/g, ''))
const rows = (person) => person.page.getByRole('table', { name: '专家列表' }).getByRole('row')
const search = (person) => person.page.getByRole('search').getByRole('button', { name: '搜索' })

async function listed(person) {
  await person.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
  await rows(person).nth(1).waitFor()
}

await journey('专家库：按姓名、学科、单位查找，地址留得住查询和页码', async (j) => {
  const manager = await j.person('library_administrator')
  const { page } = manager
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '专家库' }).click()
  await listed(manager)
  const all = await total(manager)
  assert.equal(all, 300)
  assert.equal(await rows(manager).count(), 21, 'a heading and twenty experts')
  await manager.look('list')

  // By initials: everyone found is called so.
  await page.getByLabel('姓名编号').fill('wyqmg')
  await page.getByLabel('姓名编号').press('Enter')
  await page.waitForURL(/name=wyqmg/)
  await listed(manager)
  const named = await total(manager)
  assert.ok(named > 0 && named < all, `${named} of ${all}`)
  for (const row of (await rows(manager).all()).slice(1)) assert.match(await row.textContent(), /乌云其木格/)
  await page.reload()
  await listed(manager)
  assert.equal(await total(manager), named, 'a reload gives the same list')
  assert.equal(await page.getByLabel('姓名编号').inputValue(), 'wyqmg')

  // Nobody: says what to do.
  await page.getByLabel('姓名编号').fill('没有这个人')
  await search(manager).click()
  await manager.sees('没有符合条件的专家')
  await manager.look('empty')
  await page.getByRole('button', { name: '清空条件' }).click()
  await listed(manager)
  assert.equal(await total(manager), all)

  // A discipline and everything below it, chosen by keyboard.
  const discipline = page.getByRole('button', { name: /^学科/ })
  await discipline.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('treeitem').first().waitFor()
  await manager.look('picker')
  await page.keyboard.type('480')
  await page.locator('[role=treeitem]:first-child', { hasText: /480\s*能源科学技术/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /480 能源科学技术/ }).waitFor()
  await search(manager).click()
  await page.waitForURL(/discipline=480/)
  await listed(manager)
  const energy = await total(manager)
  assert.ok(energy > 0 && energy < all)
  const { items } = await manager.api('GET', '/api/v1/experts/counts?facet=discipline&codes=480')
  await page.getByLabel('状态').selectOption('active')
  await search(manager).click()
  await page.waitForURL(/status=active/)
  await listed(manager)
  assert.equal(await total(manager), items[0].n, 'the picker counts what the list finds')
  await page.goBack()
  await listed(manager)
  assert.equal(await total(manager), energy, 'the back button gives the list before')

  // Pages.
  await page.getByRole('search').getByRole('button', { name: '重置' }).click()
  await listed(manager)
  await page.getByLabel('每页条数').selectOption('100')
  await page.waitForURL(/size=100/)
  await listed(manager)
  await page.getByRole('navigation', { name: '分页' }).getByText('3', { exact: true }).click()
  await page.waitForURL(/page=3/)
  await listed(manager)
  assert.match(await rows(manager).nth(1).textContent(), /^201/, 'the serial number goes on')

  // Columns.
  await page.getByRole('button', { name: '选择列' }).click()
  await page.getByRole('checkbox', { name: '手机' }).uncheck()
  assert.equal(await page.getByRole('columnheader', { name: '手机' }).count(), 0)
})

await journey('专家详情：敏感内容遮盖，经过可查', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  await listed(manager)
  const link = rows(manager).nth(1).getByRole('link').first()
  const name = await link.textContent()
  await link.click()
  await manager.page.getByRole('heading', { level: 1, name }).waitFor()
  await manager.sees('专家入库')
  await manager.sees(/138\*{4}\d{4}/)
  assert.doesNotMatch(await manager.page.locator('main').textContent(), /\d{17}[\dX]|1380\d{7}|@/, 'no number, no address whole')
  await manager.page.getByRole('navigation', { name: '已打开的页面' }).getByRole('link', { name }).waitFor()
  await manager.look('expert')
})

await journey('专家库：没有权限的人没有入口', async (j) => {
  for (const role of ['operator', 'audit_administrator', 'expert']) {
    const person = await j.person(role)
    assert.equal(await person.page.getByRole('link', { name: '专家库', exact: true }).count(), 0, role)
    assert.equal(await person.go('/experts'), '/', role)
    await assert.rejects(person.api('GET', '/api/v1/experts'), /403/)
  }
})
