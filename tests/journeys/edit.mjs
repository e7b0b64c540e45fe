// The library administrator changes an expert's record: nothing typed is lost, nobody's change is overwritten unseen, every
// version stays and every field says where it comes from (Art. 10).
import { assert, journey } from './support/journey.mjs'
import { networkLost } from './support/person.mjs'

/** An expert with posts, relations and interests, as the page shows it. */
async function somebody(person, at = 0) {
  const found = []
  for (let page = 1; page <= 3; ++page) {
    const { items } = await person.api('GET', `/api/v1/experts?status=active&size=100&page=${page}`)
    for (const { id } of items) {
      const form = await person.api('GET', `/api/v1/experts/${id}/form`)
      if (form.posts.length && form.interests.length && form.phone_masked && form.disciplines.length) found.push(form)
      if (found.length > at) return found[at]
    }
  }
  throw new Error('nobody with interests')
}

const field = (page, label) => page.getByLabel(label, { exact: true })
const check = (page) => page.getByRole('button', { name: '下一步：核对改动' }).click()
const save = (page) => page.getByRole('button', { name: '保存这些改动' }).click()
const typed = async (page, label, value) => assert.equal(await field(page, label).inputValue(), value)
const id = (field) => `#record-${field}`

/** What another administrator saves meanwhile, by the API. */
async function savesElsewhere(person, expert, changes) {
  const form = await person.api('GET', `/api/v1/experts/${expert.id}/form`)
  const body = { version: form.version, document: '单位来函〔2026〕3 号' }
  for (const name of ['name', 'name_mongolian', 'pinyin', 'sex', 'ethnic', 'birth_day', 'title', 'degree', 'region', 'keywords', 'disciplines', 'industries', 'languages', 'willingness', 'resume', 'absences', 'achievements']) body[name] = form[name]
  body.categories = form.categories.map(({ category, qualification }) => ({ category, qualification }))
  body.posts = form.posts.map(({ row, unit_id, kind, duty, from, to }) => ({ row, unit_id, kind, duty, from, to }))
  body.relations = form.relations.map(({ row, kind, other_name, other_unit }) => ({ row, kind, other_name, other_unit }))
  body.interests = form.interests.map(({ row, unit_id, kind, share, from, to }) => ({ row, unit_id, kind, share, from, to }))
  changes(body)
  return person.api('PUT', `/api/v1/experts/${expert.id}`, body)
}

await journey('专家信息：改动先核对后保存，版本可比，来历可查', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const expert = await somebody(manager)
  await manager.open(`/experts/${expert.id}`)
  await page.getByRole('link', { name: '编辑' }).click()
  await page.getByRole('heading', { name: '修改专家信息' }).waitFor()
  await manager.lookClosely('form')

  // Nothing changed: nothing to save.
  await field(page, '*变更依据').fill('草原大学人事处来函〔2026〕12 号')
  await check(page)
  await manager.sees('没有改动任何内容，不用保存。')

  // Faults are told together at the top, each leads to its control.
  await field(page, '*变更依据').fill('')
  await field(page, '关键词').fill('电解水制氢、风光制氢耦合')
  await page.getByRole('button', { name: '改手机' }).click()
  await page.locator(id('phone')).fill('12345')
  const post = expert.posts[0].row
  await page.locator(id(`posts-${post}-duty`)).fill('副院长')
  await page.locator(id(`posts-${post}-from`)).fill('2020-01-01')
  await page.locator(id(`posts-${post}-to`)).fill('2019-01-01')
  await check(page)
  await manager.sees(/^有 \d 处需要改正$/)
  await manager.look('faults')
  const links = page.getByRole('alert').getByRole('link')
  await links.filter({ hasText: '请填写变更依据' }).click()
  assert.equal(await page.evaluate(() => document.activeElement.id), 'record-document')
  await page.keyboard.type('草原大学人事处来函〔2026〕12 号')
  await page.locator(id('phone')).fill('13800009999')
  await links.filter({ hasText: /^任职第 1 条：/ }).first().click()
  assert.match(await page.evaluate(() => document.activeElement.id), new RegExp(`^record-posts-${post}-(to|from)$`))

  // A reload loses nothing; numbers do not reach the lasting store.
  await page.reload()
  await manager.sees(/^已恢复 \d\d:\d\d 未提交的内容$/)
  await typed(page, '关键词', '电解水制氢、风光制氢耦合')
  assert.equal(await page.locator(id('phone')).inputValue(), '13800009999')
  assert.equal(await page.locator(id(`posts-${post}-duty`)).inputValue(), '副院长')
  const lasting = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  assert.ok(lasting.includes('风光制氢') && !lasting.includes('13800009999'))
  await manager.look('restored')

  // Rows: one is removed and taken back, one is new.
  await page.getByRole('button', { name: '移除利益关系 1' }).click()
  await manager.sees('保存后移除')
  await page.getByRole('button', { name: /^恢复利益关系/ }).click()
  await page.getByRole('button', { name: '增加关系人' }).click()
  const relation = page.locator('#record-relations li').last()
  await relation.getByRole('button', { name: /^关系/ }).click()
  await page.getByRole('searchbox', { name: /^搜代码/ }).fill('导师')
  await page.getByRole('treeitem', { name: '导师' }).first().click()
  await relation.getByLabel('对方姓名').fill('苏和')
  await relation.getByLabel('对方单位').fill('青城化工研究所')
  await page.locator(id(`posts-${post}-to`)).fill('')
  await check(page)
  await page.getByRole('heading', { name: '核对改动' }).waitFor()
  await manager.sees('改动 4 项')
  await manager.sees('保存之后')
  await manager.doesNotSee('13800009999')
  await manager.lookClosely('review')
  assert.equal((await manager.api('GET', `/api/v1/experts/${expert.id}/form`)).version, expert.version, 'looking at it writes nothing')

  // Back to verify it by the document, then save.
  await page.getByRole('button', { name: '返回修改' }).click()
  await page.getByLabel('已对照这份文件核验').check()
  await field(page, '*核验人').fill('刘桂兰')
  await check(page)
  await manager.sees(/^刘桂兰，\d{4}-/)
  await save(page)
  await page.getByRole('heading', { level: 1, name: expert.name }).waitFor()
  await manager.sees(new RegExp(`^已保存为第 ${expert.version + 1} 版，改了.*关键词`))
  assert.equal(await page.getByRole('navigation', { name: '已打开的页面' }).getByText('修改').count(), 0, 'the tab of the form is closed')
  assert.equal(await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.includes('draft')).length), 0, 'no draft is left')

  // Where a field comes from, by keyboard.
  const source = page.getByRole('button', { name: '关键词的来历：已核验' })
  await source.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('group', { name: '关键词的来历' })
  assert.match(await panel.innerText(), new RegExp(`填写\\s+${manager.account.display_name}，.*变更\\s+核验\\s+刘桂兰，.*\\s+依据\\s+草原大学人事处来函〔2026〕12 号\\s+用在哪里\\s+\\S`))
  await manager.lookClosely('provenance')
  await page.keyboard.press('Escape')
  assert.equal(await panel.count(), 0)
  assert.ok(await source.evaluate((button) => button === document.activeElement), 'the focus returns')

  // Every version is there; two of them side by side.
  await page.getByRole('link', { name: '看改动' }).click()
  const compared = page.getByRole('table', { name: '第 1 版与第 2 版' })
  await compared.waitFor()
  const row = (name) => compared.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
  assert.match(await row('关键词').innerText(), /风光制氢耦合/)
  assert.match(await row('任职').innerText(), /关键/)
  assert.match(await row('手机').innerText(), /138\*{4}9999[\s\S]*一般/)
  assert.equal(await row('姓名').count(), 0)
  await page.getByLabel('只看不同').uncheck()
  await row('姓名').waitFor()
  await page.getByLabel('只看不同').check()
  await manager.lookClosely('versions')
})

await journey('专家信息：语种、不便参加的日期、成果、简历，改动逐项可见', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const expert = await somebody(manager, 2)
  await manager.open(`/experts/${expert.id}/edit`)
  await page.locator(id('languages')).click()
  await page.getByRole('searchbox', { name: /^搜代码/ }).fill('哈萨克')
  await page.getByRole('treeitem', { name: '哈萨克语' }).first().click()
  await page.getByRole('button', { name: '增加一段日期' }).click()
  const away = page.locator('#record-absences li').last()
  await away.getByLabel('*开始日期').fill('2027-07-10')
  await away.getByLabel('结束日期').fill('2027-07-01')
  await page.getByRole('button', { name: '增加一项' }).click()
  const award = page.locator('#record-achievements li').last()
  await award.getByLabel('*种类').selectOption({ label: '专利' })
  await award.getByLabel('*名称').fill('一种耐旱牧草的选育方法')
  await field(page, '简历').fill('1990 年起从事牧草育种\n2019 年起任教授')
  await page.getByRole('button', { name: '填写护照等证件号' }).click()
  await page.locator(id('passport')).fill('E12')
  await field(page, '*变更依据').fill('本人申报表')
  await check(page)
  await manager.sees('护照等证件号应为 5 至 15 位字母和数字，请对照证件改正。')
  await page.locator(id('passport')).fill('E12345678')
  await check(page)
  await page.getByRole('alert').getByRole('link').filter({ hasText: /^不便参加的日期第 \d+ 条：结束日期早于开始日期/ }).click()
  await page.keyboard.press('Tab')
  await away.getByLabel('结束日期').fill('')
  await manager.lookClosely('profile-form')
  await check(page)
  await page.getByRole('heading', { name: '核对改动' }).waitFor()
  await manager.sees('改动 5 项')
  await manager.doesNotSee('E12345678')
  await manager.look('profile-review')
  await save(page)
  await manager.sees(`已保存为第 ${expert.version + 1} 版，改了`)
  await manager.sees('一种耐旱牧草的选育方法')
  await manager.sees('E****78')
  await manager.sees('2027-07-10 起')
  await manager.lookClosely('profile-record')
})

await journey('附件：按内容认文件，打开留痕，移除留下题名和理由', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const expert = await somebody(manager, 3)
  await manager.open(`/experts/${expert.id}`)
  await page.getByRole('button', { name: '上传附件' }).click()
  const choose = (name, content) => page.locator('#attachment-file').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(content) })
  await choose('证书.pdf', '<html>不是 PDF')
  await page.getByRole('button', { name: '上传这个文件' }).click()
  await manager.sees(/^只接受 PDF、JPEG、PNG 文件/)
  await manager.look('attachment-refused')
  await choose('职称证书.pdf', '%PDF-1.4\n%草原')
  await field(page, '*题名').fill('教授任职资格证书')
  await page.getByRole('button', { name: '上传这个文件' }).click()
  const link = page.getByRole('link', { name: '教授任职资格证书' })
  await link.waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.equal(file.suggestedFilename(), '教授任职资格证书.pdf')
  await page.reload()
  await manager.sees('打开专家附件')
  await manager.lookClosely('attachment')
  await page.getByRole('button', { name: '移除附件 教授任职资格证书' }).click()
  await page.getByLabel('移除的理由').fill('传错了')
  await page.getByRole('dialog').getByRole('button', { name: '移除附件' }).click()
  await manager.sees(/移除：传错了$/)
  assert.equal(await link.count(), 0)
})

await journey('专家信息：登录到期、断网、回应丢失，填写的都在，只保存一次', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const expert = await somebody(manager, 1)
  await manager.open(`/experts/${expert.id}/edit`)
  await field(page, '关键词').fill('稀土分离')
  await page.getByRole('button', { name: '改手机' }).click()
  await page.locator(id('phone')).fill('13800008888')
  await field(page, '*变更依据').fill('本人来函')

  // The session ends elsewhere: sign in again and go on with the same draft.
  const elsewhere = await j.person('library_administrator')
  await elsewhere.api('DELETE', '/api/v1/sessions')
  await check(page)
  await page.getByRole('heading', { name: '登录' }).waitFor()
  assert.match(new URL(page.url()).searchParams.get('to'), /\/edit$/)
  await page.getByLabel('用户名').fill(manager.account.name)
  await page.getByLabel('密码').fill(manager.account.password)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('六位动态口令').fill(await manager.code())
  await page.getByRole('button', { name: '登录' }).click()
  await manager.sees(/^已恢复 \d\d:\d\d 未提交的内容$/)
  await typed(page, '关键词', '稀土分离')
  assert.equal(await page.locator(id('phone')).inputValue(), '13800008888')

  // The line is cut.
  manager.tolerated.push(networkLost)
  await manager.context.setOffline(true)
  await check(page)
  await manager.sees('网络已断开，内容没有丢失，恢复后请重试。')
  await manager.look('offline')
  await manager.context.setOffline(false)
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('heading', { name: '核对改动' }).waitFor()

  // It is saved, but the answer is lost: to try again does not save twice.
  let cut = 0
  await page.route(`**/api/v1/experts/${expert.id}`, async (route) => {
    if (route.request().method() !== 'PUT' || cut++) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await save(page)
  await manager.sees('网络已断开，内容没有丢失，恢复后请重试。')
  await page.getByRole('button', { name: '重试' }).click()
  await manager.sees(new RegExp(`^已保存为第 ${expert.version + 1} 版，改了.*关键词`))
  assert.equal(cut, 2)
  const { items } = await manager.api('GET', `/api/v1/experts/${expert.id}/versions`)
  assert.deepEqual(items.map((version) => version.number), [2, 1])

  // What was typed can be let go, and nothing of it is left.
  await manager.open(`/experts/${expert.id}/edit`)
  await field(page, '关键词').fill('不要的')
  await page.reload()
  await page.getByRole('button', { name: '放弃' }).click()
  await typed(page, '关键词', '稀土分离')
  await page.reload()
  await typed(page, '关键词', '稀土分离')
  await manager.doesNotSee(/^已恢复/)
})

await journey('专家信息：两人同时修改，各自的都不丢，都改的由人选', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const other = await j.person('library_administrator', { path: '/experts' })
  const { page } = manager
  const expert = await somebody(manager, 2)
  await manager.open(`/experts/${expert.id}/edit`)
  const post = expert.posts[0].row
  await field(page, '关键词').fill('牧草育种')
  await page.locator(id(`posts-${post}-duty`)).fill('系主任')
  await field(page, '*变更依据').fill('本人来函')

  // Another field: it is taken in without a question.
  await savesElsewhere(other, expert, (body) => (body.disciplines = body.disciplines.slice(0, 1).concat('4807045')))
  await check(page)
  await page.getByRole('heading', { name: '核对改动' }).waitFor()
  await manager.sees(/^您填写期间，.+ 改了学科，已并入。$/)
  await manager.sees('改动 2 项')

  // The same fields: each is chosen.
  await savesElsewhere(other, expert, (body) => {
    body.keywords = '草原生态'
    body.posts[0].duty = '院长'
    body.region = '150100'
  })
  await save(page)
  await page.getByRole('heading', { name: '处理同时修改' }).waitFor()
  await manager.sees(/只有对方改动的所在地区已并入/)
  await manager.lookClosely('conflict')
  await page.getByRole('button', { name: '按以上选择继续核对' }).click()
  await manager.sees('有 2 处需要改正')
  await page.getByRole('group', { name: '关键词' }).getByRole('radio', { name: /我的/ }).check()
  await page.getByRole('group', { name: /^任职：/ }).getByRole('radio', { name: /院长/ }).check()
  await page.getByRole('button', { name: '按以上选择继续核对' }).click()
  await page.getByRole('heading', { name: '核对改动' }).waitFor()
  await manager.sees('改动 1 项')
  await save(page)
  await manager.sees(`已保存为第 ${expert.version + 3} 版，改了`)
  const now = await manager.api('GET', `/api/v1/experts/${expert.id}/form`)
  assert.deepEqual([now.keywords, now.posts[0].duty, now.region, now.disciplines.includes('4807045')], ['牧草育种', '院长', '150100', true])
})

await journey('专家信息：没有权限的人改不了', async (j) => {
  const manager = await j.person('library_administrator', { path: '/experts' })
  const { id } = await somebody(manager)
  for (const role of ['operator', 'audit_administrator', 'expert']) {
    const person = await j.person(role)
    assert.equal(await person.go(`/experts/${id}/edit`), '/', role)
    await assert.rejects(person.api('GET', `/api/v1/experts/${id}/form`), /403/, role)
  }
})
