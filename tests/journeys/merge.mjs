// Two records of one person become one: compared, chosen, reviewed, merged on a document; both histories stay (B11).
import { assert, journey } from './support/journey.mjs'
import { networkLost } from './support/person.mjs'

/** Two active experts of other units, as the page compares them. */
async function two(person, at = 0) {
  const { items } = await person.api('GET', `/api/v1/experts?status=active&size=100&page=${at + 1}`)
  return [items[10], items[60]]
}

const compare = async (page, title = '对照两条记录') => page.getByRole('heading', { level: 1, name: title }).waitFor()
const next = (page) => page.getByRole('button', { name: '下一步：核对合并' }).click()

await journey('合并记录：对照、选择、核对之后合并，两边的经历都在', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const [one, other] = await two(manager)
  await manager.open(`/experts/${one.id}`)
  await page.getByRole('link', { name: '合并记录' }).click()
  await page.getByRole('heading', { level: 1, name: '合并记录' }).waitFor()
  await manager.lookClosely('pick')
  await page.getByLabel('姓名或编号', { exact: true }).fill('查无此人')
  await page.getByRole('button', { name: '查找' }).click()
  await manager.sees('没有找到')
  await page.getByLabel('姓名或编号', { exact: true }).fill(other.number)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('link', { name: `与 ${other.number} 对照` }).click()
  await compare(page)
  await manager.sees('两个身份证号不同')
  await manager.lookClosely('compare')

  // Faults lead to their controls; a reload loses nothing.
  await next(page)
  await manager.sees(/^有 \d 处需要改正$/)
  await manager.look('faults')
  await page.getByRole('alert').getByRole('link').filter({ hasText: '请填写合并依据' }).click()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'merge-document')
  await page.keyboard.type('公安机关证明〔2026〕7 号')
  await page.getByLabel('合并理由').fill('两次报送时身份证号写错一位')
  await page.getByRole('radio', { name: new RegExp(`^${one.number}`) }).check()
  for (const box of await page.locator('#merge-disciplines input').all()) if ((await page.locator('#merge-disciplines input:checked').count()) < 3) await box.check()
  for (const box of await page.locator('#merge-industries input').all()) if ((await page.locator('#merge-industries input:checked').count()) < 3) await box.check()
  await page.reload()
  await compare(page)
  await manager.sees(/^已恢复 \d\d:\d\d 未提交的内容$/)
  assert.equal(await page.getByLabel('合并理由').inputValue(), '两次报送时身份证号写错一位')
  const phone = page.getByRole('group', { name: '手机' })
  if (await phone.count()) await phone.getByRole('radio').nth(1).check()

  // The line is cut, then it is reviewed; looking at it writes nothing.
  manager.tolerated.push(networkLost)
  await manager.context.setOffline(true)
  await next(page)
  await manager.sees('网络已断开，内容没有丢失，恢复后请重试。')
  await manager.context.setOffline(false)
  await page.getByRole('button', { name: '重试' }).click()
  await compare(page, '核对合并')
  await manager.sees(/^两个身份证号不同：保留 /)
  await manager.lookClosely('review')
  const before = await manager.api('GET', `/api/v1/experts/${one.id}/merge?other=${other.id}`)
  assert.deepEqual([before.one.version, before.other.version], [1, 1])

  await page.getByRole('button', { name: `把 ${other.number} 并入 ${one.number}` }).click()
  await page.getByRole('heading', { level: 1, name: one.name }).waitFor()
  await manager.sees('已合并，两条记录的经历都保留在这里。')
  await manager.lookClosely('survivor')
  assert.equal(await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.includes('draft')).length), 0, 'no draft is left')

  // Its versions say what came from where; the other record is read from there.
  await page.getByRole('link', { name: /^历史版本/ }).click()
  await manager.sees(new RegExp(`^${other.number} 并入`))
  await manager.look('versions')
  await page.getByRole('link', { name: '看它的版本' }).click()
  await manager.sees(`并入 ${one.number}`)
  await page.getByRole('link', { name: '档案' }).click()
  await manager.sees(/^这条记录已于 .* 并入/)
  await manager.sees('合并专家记录')
  assert.equal(await page.getByRole('link', { name: '编辑' }).count(), 0)
  await manager.lookClosely('absorbed')
  await page.getByRole('note').getByRole('link', { name: one.number }).click()
  await page.getByRole('heading', { level: 1, name: one.name }).waitFor()

  // In no list, unless it is asked for.
  const listed = async (query) => (await manager.api('GET', `/api/v1/experts?${query}&size=100`)).items.some((item) => item.id === other.id)
  assert.equal(await listed(`name=${encodeURIComponent(other.name)}`), false)
  assert.equal(await listed('status=merged'), true)
})

await journey('合并记录：期间有人改动，已并入的不能再并，说明原因', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const [one, other] = await two(manager)
  const body = (from, into) => ({ version: 1, other: from.id, other_version: 1, document: '证明', reason: '同一人', taken: [] })
  const pair = await manager.api('GET', `/api/v1/experts/${one.id}/merge?other=${other.id}`)
  const codes = Object.fromEntries(['disciplines', 'industries'].filter((name) => pair[name].length > pair[`most_${name}`]).map((name) => [name, pair[name].slice(0, 3).map((code) => code.code)]))
  await manager.open(`/experts/${one.id}/merge?with=${other.id}`)
  await compare(page)
  await page.getByLabel('合并依据').fill('证明')
  await page.getByLabel('合并理由').fill('同一人')
  for (const name of Object.keys(codes)) for (const box of (await page.locator(`#merge-${name} input`).all()).slice(0, 3)) await box.check()
  await manager.api('POST', `/api/v1/experts/${one.id}/merge`, { ...body(other), ...codes })
  await next(page)
  await manager.sees('现在不能合并')
  await manager.sees(new RegExp(`^${other.number} 已并入 ${one.number}`))
  await manager.lookClosely('refused')
})

await journey('合并记录：手机上、没有权限的人', async (j) => {
  const manager = await j.person('library_administrator', { phone: true, path: '/experts' })
  const { page } = manager
  const [one, other] = await two(manager)
  await manager.open(`/experts/${one.id}/merge?with=${other.id}`)
  await compare(page)
  await manager.lookClosely('phone')
  for (const role of ['operator', 'audit_administrator', 'expert']) {
    const person = await j.person(role)
    assert.equal(await person.go(`/experts/${one.id}/merge`), '/', role)
    await assert.rejects(person.api('GET', `/api/v1/experts/${one.id}/namesakes`), /403/, role)
  }
})
