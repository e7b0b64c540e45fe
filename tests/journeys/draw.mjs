// A draw as the operator at a desk and the supervisor with a phone live through it (Art. 15(2)), over HTTPS.
import { readFileSync } from 'node:fs'
import { assert, journey } from './support/journey.mjs'
import { networkLost } from './support/person.mjs'

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** An identity number that nobody has: a date long past, with its check digit. */
function inventedCitizenId() {
  const digits = '15010519000101001'
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return digits + '10X98765432'[[...digits].reduce((sum, digit, at) => sum + digit * weights[at], 0) % 11]
}

const plan = {
  groups: [
    { name: '研究开发', seats: 3, conditions: {} },
    { name: '财务审计', seats: 2, conditions: {} },
  ],
  panel: [{ tag: 'unit', max: 1 }],
  substitutes: 3,
  reveal_minutes: 10,
}

/** An approved activity with an approved plan; the pages of activity and plan have stories of their own. */
async function approvedActivity(operator, approver) {
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const { items } = await operator.api('GET', '/api/v1/units?search=大学')
  const project = { number: 'ZDYF-2026-001', name: '草原畜种繁育', applicant: items.find((unit) => unit.name.endsWith('大学')).code, partners: [], lead_name: '巴特尔', lead_citizen_id: inventedCitizenId(), members: [] }
  const { id } = await operator.api('POST', '/api/v1/activities', {
    name: '现代畜牧业领域重点研发项目评审',
    kind: 'review',
    from: day(2),
    to: day(3),
    place: '评估中心三楼',
    supervisor: supervisors[0].id,
    projects: [project],
  })
  const path = `/api/v1/activities/${id}`
  const step = async (person, at, name) => person.api('POST', `${at}/${name}`, { version: (await person.api('GET', at)).version })
  await step(operator, path, 'submit')
  await step(approver, path, 'approve')
  await operator.api('PUT', `${path}/plan`, { version: 0, plan })
  await step(operator, `${path}/plan`, 'submit')
  await step(approver, `${path}/plan`, 'approve')
  return id
}

async function signInByForm(person) {
  await person.page.getByLabel('用户名').fill(person.account.name)
  await person.page.getByLabel('密码').fill(person.account.password)
  await person.page.getByRole('button', { name: '下一步' }).click()
  await person.page.getByLabel('六位动态口令').fill(await person.code())
  await person.page.getByRole('button', { name: '登录' }).click()
}

const press = (person, name) => person.page.getByRole('button', { name, exact: true }).click()
const heading = (person, name) => person.page.getByRole('heading', { name }).first().waitFor()
const sealCode = (person) => person.page.locator('p.code span').allInnerTexts()

/** Both say that they are there. */
async function join(operator, supervisor) {
  await press(operator, '我已到场')
  await operator.stepUp()
  await press(supervisor, '我已到场')
  await supervisor.stepUp()
}

await journey('抽取：到场、封存、叫停、再抽、承诺、揭示、确认、记录表、公开凭证', { https: true }, async (j) => {
  const operator = await j.person('operator')
  const approver = await j.person('approver')
  const id = await approvedActivity(operator, approver)

  // The QR code holds the address; who opens it signs in and comes back to it.
  await operator.open(`/activities/${id}/draw`)
  await heading(operator, '请先到场')
  await operator.look('join')
  const supervisor = await j.visitor({ as: 'supervisor', phone: true })
  await supervisor.open(`/supervise/${id}`)
  assert.match(supervisor.page.url(), /\/sign-in\?to=/)
  await signInByForm(supervisor)
  await supervisor.page.waitForURL(`**/supervise/${id}`)
  await heading(supervisor, '请到场')
  await supervisor.look('supervise-join')

  await join(operator, supervisor)
  await heading(operator, '两人都已到场，可以封存')
  await press(operator, '冻结并封存第 1 轮')

  // The first round is stopped: the code on the two screens could not be compared in peace.
  await heading(supervisor, '核对封存码')
  await press(operator, '中止本轮…')
  const stopping = operator.page.getByRole('dialog', { name: '中止本轮' })
  await stopping.getByRole('button', { name: '中止本轮' }).click()
  await operator.sees('请填写中止的原因。')
  await stopping.getByLabel('中止的原因').fill('有项目补报合作单位，须重算回避。')
  await stopping.getByRole('button', { name: '中止本轮' }).click()
  await heading(operator, '再抽须监督员同意')
  await supervisor.sees('第 1 轮已作废')
  await press(operator, '提出再抽一轮…')
  const proposing = operator.page.getByRole('dialog', { name: '提出再抽一轮' })
  await proposing.getByLabel('理由').fill('补报的合作单位已经登记。')
  await operator.look('propose')
  await proposing.getByRole('button', { name: '提交监督员' }).click()
  await heading(operator, '等待监督员答复')

  await heading(supervisor, '操作员提出抽取，请答复')
  await supervisor.sees('补报的合作单位已经登记。')
  await press(supervisor, '同意')
  await supervisor.sees('请写明理由')
  await supervisor.page.getByLabel('您的理由').fill('情况属实，同意再抽。')
  await supervisor.look('supervise-answer')
  await press(supervisor, '同意')
  await press(operator, '冻结并封存第 2 轮')

  // Both compare the code; what was typed outlives a reload.
  await heading(operator, '轮到您：提交承诺')
  const code = await sealCode(operator)
  assert.equal(code.length, 8)
  await operator.sees('本机已验算')
  await operator.page.getByRole('button', { name: '骰子 4 点' }).click()
  await operator.page.getByRole('button', { name: '骰子 2 点' }).click()
  await operator.look('commit')
  await press(operator, '提交我的承诺')
  await heading(operator, '等待监督员提交承诺')

  await heading(supervisor, '核对封存码')
  const rows = supervisor.page.getByRole('list', { name: '封存码，四行' })
  assert.deepEqual(await rows.locator('span').allInnerTexts(), code)
  await supervisor.look('supervise-compare')
  for (let row = 1; row <= 4; ++row) await rows.getByRole('checkbox', { name: new RegExp(`^第 ${row} 行`) }).check()
  await press(supervisor, '四行一致，继续')
  await heading(supervisor, '加入您的随机')
  await supervisor.page.getByLabel('也可写任意文字').fill('窗外小雪')
  const mark = await supervisor.page.locator('.fingerprint').innerText()
  await supervisor.page.reload()
  await heading(supervisor, '加入您的随机')
  assert.equal(await supervisor.page.getByLabel('也可写任意文字').inputValue(), '窗外小雪')
  assert.equal(await supervisor.page.locator('.fingerprint').innerText(), mark)
  await supervisor.look('supervise-commit')

  // The network goes while the commitment is on its way: it arrives by itself, once.
  supervisor.tolerated.push(networkLost)
  await supervisor.context.setOffline(true)
  await press(supervisor, '提交我的承诺')
  await supervisor.sees('网络断了，正在重试')
  await supervisor.context.setOffline(false)
  await heading(operator, '轮到您：揭示您的随机值')
  await supervisor.page.getByText('网络断了，正在重试').waitFor({ state: 'hidden' })

  // The server is killed as by a power cut: nothing is lost.
  await j.restartServer({ kill: true })
  await operator.page.reload()
  await heading(operator, '轮到您：揭示您的随机值')
  await operator.look('reveal')
  const slip = operator.page.waitForEvent('download')
  await press(operator, '取走凭条')
  assert.match(readFileSync(await (await slip).path(), 'utf8'), new RegExp(`封存码：${code.join(' ')}`))
  await press(operator, '揭示我的随机值')
  await heading(operator, '等待监督员揭示')

  await heading(supervisor, '揭示您的随机值')
  await supervisor.sees('已揭示，本机核对与承诺相符')
  await supervisor.look('supervise-reveal')
  await press(supervisor, '揭示我的随机值')

  // The result stands on both devices, recomputed there.
  await heading(supervisor, '回执，请带走')
  await supervisor.sees('您的随机已计入种子，本机已核对。')
  await press(supervisor, '确认结果')
  await heading(operator, '第 2 轮已产生结果')
  await operator.sees('随机种子由封存码和三份值算出')
  assert.equal(await operator.page.locator('.drawn > li').count(), 2)
  const drawn = await operator.page.locator('.drawn ol li').count()
  assert.equal(drawn, 5)
  await operator.look('result')
  await press(operator, '确认结果')
  await heading(operator, '第 2 轮有效，两人都已确认')

  const file = supervisor.page.waitForEvent('download')
  await press(supervisor, '下载证据包并在本机重算')
  const evidence = JSON.parse(readFileSync(await (await file).path(), 'utf8'))
  assert.equal(evidence.result.panel.flat().length, 5)
  await supervisor.sees('证据包已下载，本机重算了每一步')
  await supervisor.sees('此前各次试排确实落空，名单与候补由种子重算得出')
  await supervisor.sees('各步都在账本检查点之内，次序正确')
  await supervisor.doesNotSee('不符')
  await supervisor.look('supervise-receipt')

  // Papers: the record with names for the two, the certificate without names for anyone.
  await operator.page.getByRole('link', { name: '打印记录表' }).click()
  await heading(operator, '科技专家抽取记录表')
  await operator.page.getByRole('button', { name: '打印记录表' }).and(operator.page.locator(':enabled')).waitFor()
  const record = await operator.page.locator('main').innerText()
  assert.match(record, /有项目补报合作单位/)
  assert.match(record, /第 1 页\s+共 2 页/)
  const names = await operator.page.locator('tr[data-row] td:nth-child(3)').allInnerTexts()
  await operator.look('record')
  const recordFile = operator.page.waitForEvent('download')
  await operator.page.getByRole('link', { name: '下载 PDF' }).click()
  assert.equal(readFileSync(await (await recordFile).path()).subarray(0, 5).toString(), '%PDF-')

  const round = new URL(operator.page.url()).pathname.split('/')[2]
  const passerBy = await j.visitor()
  await passerBy.open(`/certificate/${round}`)
  await passerBy.sees(/查验通过，\d 步全部相符/)
  await passerBy.sees('作废：')
  const certificate = await passerBy.page.locator('body').innerText()
  for (const name of names.filter((name) => /^\p{Script=Han}{2,4}$/u.test(name))) assert.ok(!certificate.includes(name), `${name} stands on the public certificate`)
  await passerBy.look('certificate')
  const certificateFile = passerBy.page.waitForEvent('download')
  await passerBy.page.getByRole('link', { name: '下载凭证 PDF' }).click()
  assert.equal(readFileSync(await (await certificateFile).path()).subarray(0, 5).toString(), '%PDF-')

  await supervisor.open('/supervision')
  await supervisor.sees('现代畜牧业领域重点研发项目评审')
  await supervisor.look('supervision')
})

await journey('抽取：承诺所在的浏览器丢了，凭条照样揭示，监督员可以叫停', { https: true }, async (j) => {
  const operator = await j.person('operator')
  const approver = await j.person('approver')
  const id = await approvedActivity(operator, approver)
  await operator.open(`/activities/${id}/draw`)
  const supervisor = await j.person('supervisor', { phone: true, path: `/supervise/${id}` })
  await join(operator, supervisor)
  await press(operator, '冻结并封存第 1 轮')
  await press(operator, '提交我的承诺')
  const download = operator.page.waitForEvent('download')
  await press(operator, '取走凭条')
  const paper = readFileSync(await (await download).path(), 'utf8')
  await heading(supervisor, '核对封存码')
  for (const box of await supervisor.page.getByRole('checkbox').all()) await box.check()
  await press(supervisor, '四行一致，继续')
  await press(supervisor, '提交我的承诺')
  await heading(operator, '轮到您：揭示您的随机值')

  await operator.page.evaluate(() => localStorage.clear())
  await operator.page.reload()
  await operator.sees('您的承诺是在另一台设备上提交的')
  await operator.page.getByLabel('凭条上的最终值').fill('不是凭条')
  await press(operator, '用凭条揭示')
  await operator.sees('凭条上没有与这一轮承诺相符的最终值')
  await operator.look('paper')
  await operator.page.getByLabel('凭条上的最终值').fill(paper)
  await press(operator, '用凭条揭示')
  await heading(operator, '等待监督员揭示')

  await press(supervisor, '叫停本轮')
  const stopping = supervisor.page.getByRole('dialog', { name: '叫停本轮' })
  await stopping.getByLabel('叫停的原因').fill('现场有人打断。')
  await stopping.getByRole('button', { name: '叫停本轮' }).click()
  await heading(operator, '再抽须监督员同意')
  await operator.sees('现场有人打断。')
})
