// The offline page, opened from the disk with no server in reach: real evidence of both suites passes, whatever is changed
// in it does not; a slip and a leaf are found.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assert, journey } from './support/journey.mjs'

const program = process.env.BOLE_PROGRAM
const run = (...command) => execFileSync(program, command, { stdio: 'pipe' })

/** Evidence of the newest round of a demonstration library, as inspectors get it, and the page's file. */
function prepare(folder, suite) {
  const library = join(folder, suite)
  if (suite === 'sm') cpSync(process.env.BOLE_LIBRARY, library, { recursive: true })
  else run('demo', '--data', library, '--experts', '200', '--seed', '5', '--suite', suite, '--accounts', join(folder, 'accounts.json'))
  run('evidence', '2', '--data', library, '--whole', '--out', join(folder, `${suite}.json`))
  return join(folder, `${suite}.json`)
}

const flip = (hex) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)
/** One change of each kind; what the page must then say of it. */
const tamperings = [
  ['a value exchanged', (file) => (file.reveals.operator = flip(file.reveals.operator)), /揭示的值与各自承诺相符：不符/],
  ['another plan', (file) => (file.plan.substitutes += 1), /抽取方案就是封存的那一份：不符/],
  ['someone let into the pool', (file) => file.pool.pop(), /候选池就是封存的那一份，人数相符：不符/],
  ['two people exchanged', (file) => file.result.panel[0].reverse() && file.result.panel[0].length > 1, /名单与候补由种子重算得出：不符/],
  ['a round hidden', (file) => file.rounds.shift(), /没有缺号：不符/],
  ['a signature exchanged', (file) => (file.signatures[0].signature = flip(file.signatures[0].signature.slice(0, -2)) + file.signatures[0].signature.slice(-2)), /由账本的密钥签名：不符/],
  // Inclusion proofs alone do not bind the tree's size: the signature does.
  ['another size of the tree', (file) => (file.ledger.checkpoint = file.ledger.checkpoint.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)), /由账本的密钥签名：不符/],
  ['another time of an entry', (file) => (file.ledger.entries[1].leaf[1].at = file.ledger.entries[0].leaf[1].at.replace('.000Z', '.001Z')), /检查点之内，次序正确：不符/],
  ['another salt key', (file) => (file.draw_key = flip(file.draw_key)), /核对密钥就是封存的那一份：不符/],
  ['a member too many', (file) => (file.note = '无'), /没有多余内容：不符/],
]

/** Agrees with itself, but no panel is possible: a cap that nobody passes, sealed, and a result after the last attempt there may be. */
function endless(evidence) {
  const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value)
  const file = structuredClone(evidence)
  for (const condition of file.plan.panel) if (condition.max) condition.max = 0
  file.seal.plan = createHash('sha256').update(`bole-plan/1\0${JSON.stringify(sorted(file.plan))}`).digest('hex')
  file.result.attempt = 2 ** 31 - 1
  return file
}

await journey('离线查验页：真证据通过，改过的不通过，凭条和叶子能查到', async (j) => {
  const folder = process.env.BOLE_WORK
  const address = join(folder, 'offline.html')
  run('offline-page', '--out', address)
  const visitor = await j.visitor()
  const offered = await visitor.context.request.get(`${j.server.url}/api/v1/public/offline-page`)
  assert.equal(await offered.text(), readFileSync(address, 'utf8'), 'the server hands out the same file')

  visitor.context.removeAllListeners('request')
  const reached = []
  visitor.context.on('request', (request) => /^(file|blob|data):/.test(request.url()) || reached.push(request.url()))
  await visitor.context.setOffline(true)
  const { page } = visitor
  await page.goto(pathToFileURL(address).href)
  await page.getByRole('heading', { name: '离线查验一次抽取' }).waitFor()
  await visitor.look('empty')
  const drop = async (path) => {
    await page.getByLabel('证据包文件').setInputFiles(path)
    await page.locator('.drop').getByText(basename(path)).waitFor()
    await page.locator('.verdict:not(:has-text("正在重算"))').waitFor()
    return page.locator('main').innerText()
  }

  for (const suite of ['sm', 'intl']) {
    const path = prepare(folder, suite)
    const text = await drop(path)
    assert.match(text, /查验通过：13 步全部相符/, suite)
    assert.match(text, /不说明|不能由本页证明/)
    if (suite === 'sm') await visitor.look('passed')
    const evidence = JSON.parse(readFileSync(path, 'utf8'))

    await page.getByLabel(/本轮编号/).fill(evidence.result.panel[0][0])
    await page.getByRole('button', { name: '查找' }).click()
    await visitor.sees(/在候选池中.*第 1 席/)
    await page.getByLabel(/本轮编号/).fill(evidence.out[0][1].ref)
    await page.getByRole('button', { name: '查找' }).click()
    await visitor.sees(/不在候选池中，封存的依据是/)

    const slip = ['伯乐 科技专家库　监督员凭条', `封存码完整值：${evidence.result.seal}`, `最终值：${evidence.reveals.supervisor}`, `承诺：${evidence.commitments.supervisor}`].join('\r\n')
    await page.getByLabel('或粘贴凭条全文').fill(slip)
    await page.getByRole('button', { name: '核对凭条' }).click()
    await visitor.sees('您的随机已计入种子')
    await visitor.sees('凭条自身相符')
    await page.getByLabel('或粘贴凭条全文').fill(slip.replace(evidence.reveals.supervisor, flip(evidence.reveals.supervisor)))
    await page.getByRole('button', { name: '核对凭条' }).click()
    await visitor.sees('证据中监督员的值不是凭条上的最终值')

    for (const [at, [name, tamper, said]] of tamperings.entries()) {
      const changed = structuredClone(evidence)
      tamper(changed)
      const to = join(folder, `${suite}-tampered-${at}.json`)
      writeFileSync(to, JSON.stringify(changed))
      const told = await drop(to)
      assert.match(told, /查验不通过/, `${suite}: ${name}`)
      assert.match(told, said, `${suite}: ${name}`)
    }
    if (suite === 'sm') await visitor.look('tampered')
  }
  // Long work is told, and may be left.
  writeFileSync(join(folder, 'endless.json'), JSON.stringify(endless(JSON.parse(readFileSync(join(folder, 'intl.json'), 'utf8')))))
  await page.getByLabel('证据包文件').setInputFiles(join(folder, 'endless.json'))
  await visitor.sees(/正在逐次重做试排：[\d,]+ \/ 2,147,483,648 次/)
  await visitor.look('endless')
  await page.getByRole('button', { name: '停止' }).click()
  assert.equal(await page.locator('.verdict').count(), 0, 'it was left')
  assert.match(await drop(join(folder, 'intl.json')), /查验通过：13 步全部相符/, 'another file after it')

  writeFileSync(join(folder, 'twice.json'), readFileSync(join(folder, 'sm.json'), 'utf8').replace('{', '{"format":"bole-draw-evidence/1",'))
  assert.match(await drop(join(folder, 'twice.json')), /读不出这个文件/, 'a member given twice')
  assert.deepEqual(reached, [], 'the page reached out')
})
