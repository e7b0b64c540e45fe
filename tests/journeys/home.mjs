// Each role's home: what waits, real numbers, only the own menu (A9).
import { assert, journey } from './support/journey.mjs'

const number = async (person, title) => {
  const card = person.page.locator('dl > div', { has: person.page.getByText(title, { exact: true }) })
  return Number((await card.locator('dd').first().textContent()).split('/')[0].replace(/\D/g, ''))
}

await journey('首页：专家库管理员看到库里的数字，点数字到名单', async (j) => {
  const manager = await j.person('library_administrator')
  await manager.sees('在库专家')
  const summary = await manager.api('GET', '/api/v1/experts/summary')
  const active = summary.by_status.find((status) => status.code === 'active').n
  assert.equal(await number(manager, '在库专家'), active)
  assert.equal(await number(manager, '今年已确认'), summary.confirmed_this_year)
  assert.equal(await number(manager, '30 天内将冻结'), summary.freezing_soon)
  await manager.look('library')
  await manager.page.getByRole('link', { name: '研究开发' }).click()
  await manager.page.waitForURL(/\/experts\?status=active&category=research/)
  const { items } = await manager.api('GET', '/api/v1/experts/counts?facet=category&codes=research')
  await manager.sees(`共 ${items[0].n} 条`)
})

await journey('首页：各角色只有自己的菜单和待办', async (j) => {
  const statuses = { operator: ['returned', 'draft', 'approved'], supervisor: ['approved'] }
  const own = {
    operator: ['首页', '评审活动'],
    supervisor: ['首页', '评审活动', '留痕检索', '核对账本'],
    audit_administrator: ['首页', '留痕检索', '核对账本'],
    system_administrator: ['首页'],
  }
  for (const [role, expected] of Object.entries(own)) {
    const person = await j.person(role)
    const menu = person.page.getByRole('navigation', { name: '主菜单' })
    for (const title of expected) await menu.getByRole('link', { name: title }).waitFor()
    assert.equal(await menu.getByRole('link', { name: '专家库', exact: true }).count(), 0, role)
    await person.doesNotSee('在库专家')
    let waiting = 0
    for (const status of statuses[role] ?? []) waiting += (await person.api('GET', `/api/v1/activities?status=${status}`)).total
    await person.sees(waiting ? `共 ${waiting} 件` : '没有等您办的事')
    if (statuses[role]) assert.equal(await menu.getByLabel(`${waiting} 件待办`).count(), waiting ? 1 : 0, role)
    if (role === 'operator') await person.look('operator')
  }
})
