// The library administrator brings in a workbook: the template, every error with its place, all or nothing, and then
// the people are found in the library (B10, B11).
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { assert, journey } from './support/journey.mjs'

/** What a line of Python prints that knows the invented workbooks. */
const python = (code) => execFileSync('python3', ['-c', `import sys\nsys.path.insert(0, ${JSON.stringify(new URL('../support', import.meta.url).pathname)})\nimport workbooks\n${code}`])

/** A workbook of sixty invented people and their units; `spoil` edits `sheets`, a dict of lists of rows. */
const workbook = (spoil = '') =>
  python(`sheets = dict(workbooks.library(60, units=5, first=7))\n${spoil}\nsys.stdout.buffer.write(workbooks.workbook(list(sheets.items())))`)

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const send = (person, name, buffer) => person.page.getByLabel('选择文件').setInputFiles({ name, mimeType: type, buffer })
const errors = (person) => person.page.getByRole('table', { name: '错误' }).getByRole('row')

async function downloaded(person, link) {
  const waiting = person.page.waitForEvent('download')
  await link.click()
  return (await waiting).path()
}

await journey('批量导入：模板、逐处报错、全部写入、在专家库中查到', async (j) => {
  const manager = await j.person('library_administrator')
  const { page } = manager
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '批量导入' }).click()
  await manager.sees('先预检，全部无误才写入')
  await manager.look('list')
  const template = await downloaded(manager, page.getByRole('link', { name: '下载模板' }).first())
  assert.equal(readFileSync(template).subarray(0, 2).toString(), 'PK', 'a workbook')

  // No workbook at all.
  await send(manager, '名单.xlsx', Buffer.from('%PDF-1.7'))
  await errors(manager).filter({ hasText: '整个文件' }).waitFor()
  await manager.look('no-workbook')

  // Mistakes: each is named with sheet, row, column, value (identity numbers masked) and what to change; nothing is written.
  const number = python('print(workbooks.citizen_id(7_000_003), end="")').toString()
  const wrong = number.slice(0, 17) + (number[17] === '1' ? '2' : '1')
  await send(
    manager,
    '草原专家.xlsx',
    workbook(`
for rows in sheets.values():
    rows[:] = [["${wrong}" if cell == "${number}" else cell for cell in row] for row in rows]
sheets["单位"][1][3] = "不存在的类型"`),
  )
  await errors(manager).filter({ hasText: '不存在的类型' }).first().waitFor()
  await manager.sees('没有写入任何数据')
  const texts = await errors(manager).allTextContents()
  assert.ok(texts.some((text) => text.includes('单位 第 2 行') && text.includes('单位类型') && text.includes('不存在的类型')), texts.join('\n'))
  assert.ok(texts.some((text) => /专家 第 5 行/.test(text) && text.includes('身份证号') && !text.includes(wrong)), texts.join('\n'))
  await manager.look('errors')
  await page.getByRole('button', { name: /^单位 1/ }).click()
  await page.waitForFunction(() => document.querySelectorAll('main table tbody tr').length === 1)
  const list = readFileSync(await downloaded(manager, page.getByRole('link', { name: '下载错误清单' })))
  assert.ok(list.length > 100, 'the list of errors as a file')

  // Mended and sent again from the same page.
  await send(manager, '草原专家-改.xlsx', workbook())
  await manager.sees('预检通过')
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).click()
  await manager.sees('请填写依据文件。')
  await page.getByLabel('依据文件').fill('北科专〔2026〕9号')
  await page.getByLabel('核实日期').fill('2026-11-02')
  await page.reload()
  await manager.sees('预检通过')
  assert.equal(await page.getByLabel('依据文件').inputValue(), '北科专〔2026〕9号', 'what was typed outlives a reload')
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).click()
  await manager.sees('填了核实日期，请填写核实人。')
  await page.getByLabel('核实人').fill('北疆科学技术厅')
  await manager.look('order')
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).click()
  const dialog = page.getByRole('dialog', { name: /^导入 [\d,]+ 行？$/ })
  await dialog.getByRole('button', { name: '导入' }).click()
  await manager.sees('60 位专家、10 个单位已进库')
  await manager.look('applied')

  // They are in the library, with where they came from.
  await page.getByRole('link', { name: '看专家库' }).click()
  await manager.sees('共 360 条')
  await page.getByLabel('姓名编号').fill('王建国')
  await page.getByRole('search').getByRole('button', { name: '搜索' }).click()
  await page.waitForFunction(() => /共 \d+ 条/.test(document.body.textContent) && !document.querySelector('[aria-busy="true"]'))
  await page.getByRole('table', { name: '专家列表' }).getByRole('link').first().click()
  await manager.sees('北科专〔2026〕9号')
  await manager.sees('专家入库')
  await manager.doesNotSee(/15010218\d{11}/)

  // The same people again are refused with their numbers in the library.
  await manager.go('/imports')
  await send(manager, '草原专家-再.xlsx', workbook())
  await page.getByRole('region', { name: '预检结果' }).waitFor()
  await errors(manager).nth(1).waitFor()
  assert.match(await errors(manager).nth(1).textContent(), /E\d{4}-\d+|已在/)

  // A roster as an office keeps it: other titles under the name of the table, a unit almost as the library knows it.
  const roster = (from, unit) =>
    python(`
rows = ["2026年度专家名册,,,,,", "专家姓名,证件号码,所在单位,联系电话,专家类型,备注"]
rows += [f"乌云{i},{workbooks.citizen_id(8_000_000 + i)},${unit},1380000{i:04d},研究开发类," for i in range(${from}, ${from} + 5)]
sys.stdout.buffer.write("\\r\\n".join(rows).encode("gb18030"))`)
  await manager.go('/imports')
  await page.getByLabel('选择文件').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: roster(0, '敕勒川第7批0号研究所') })
  await manager.sees('把“名册”的列对应到专家库')
  assert.equal(await page.getByLabel('证件号码 对应的字段').inputValue(), '身份证号')
  assert.equal(await page.getByLabel('备注 对应的字段').inputValue(), '')
  await manager.sees('必填字段都已对应')
  await manager.doesNotSee(/15010218\d{11}/)
  await manager.look('map')
  await page.getByRole('button', { name: '预检，不写入' }).click()
  await manager.sees('可以一并改正')
  await manager.look('offers')
  await page.getByRole('button', { name: '合并为 敕勒川第7批0号研究院' }).click()
  await manager.sees('预检通过')
  // The next file with these titles is known.
  await manager.go('/imports')
  await page.getByLabel('选择文件').setInputFiles({ name: '名册2.csv', mimeType: 'text/csv', buffer: roster(50, '敕勒川第7批1号研究院') })
  await manager.sees('预检通过')

  // One of them with a category nobody knows: the others go in first, the one left behind is mended and follows.
  await page.getByRole('button', { name: '放弃' }).click()
  await page.getByRole('dialog', { name: '放弃这个文件？' }).getByRole('button', { name: '放弃' }).click()
  await page.getByLabel('选择文件').setInputFiles({
    name: '名册3.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(roster(60, '敕勒川第7批1号研究院').toString('latin1').replace(Buffer.from([0xd1, 0xd0, 0xbe, 0xbf, 0xbf, 0xaa, 0xb7, 0xa2, 0xc0, 0xe0]).toString('latin1'), 'x-y-z'), 'latin1'),
  })
  await manager.sees('先导入没有问题的 4 行')
  await page.getByText('先导入没有问题的 4 行').click()
  await page.getByLabel('依据文件').fill('北科专〔2026〕10号')
  await manager.look('good-rows')
  await page.getByRole('button', { name: '导入 4 行', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
  await manager.sees('4 位专家、0 个单位已进库')
  await page.getByRole('link', { name: '改正留下的行' }).click()
  await manager.sees('未导入的 1 行')
  await manager.sees('x-y-z')

  // People of the same name at the same unit: side by side, decided once, and whoever is not decided is told before the import.
  const people = (rows) => python(`
rows = ["姓名,身份证号,专家类别,工作单位"] + [f"{name},{workbooks.citizen_id(seed)},其他,敕勒川第7批1号研究院" for name, seed in ${JSON.stringify(rows)}]
sys.stdout.buffer.write("\\r\\n".join(rows).encode("gb18030"))`)
  const namesakes = [['乌云50', 9_100_001], ['乌云61', 9_100_002], ['苏日娜', 9_100_003], ['苏日娜', 9_100_004]]
  await manager.go('/imports')
  await page.getByLabel('选择文件').setInputFiles({ name: '同名.csv', mimeType: 'text/csv', buffer: people(namesakes) })
  await manager.sees('2 对待您定')
  const pair = page.getByRole('article', { name: /^乌云61/ })
  assert.match(await pair.textContent(), /姓名、单位相同/)
  assert.match(await pair.textContent(), /库中 E\d{4}-\d+/)
  await manager.doesNotSee(/15010218\d{11}/)
  await manager.sees('2 对可能是同一人没有决定，将按不同的人导入。')
  await manager.look('pairs')
  await page.getByRole('article', { name: /^苏日娜/ }).getByRole('button', { name: '不是同一人' }).click()
  await manager.sees('1 对待您定')
  await pair.getByRole('button', { name: '是同一人', exact: true }).click()
  await errors(manager).filter({ hasText: '是同一人而身份证号不同' }).waitFor()
  await manager.sees('都已决定')
  await manager.look('pairs-same')
  await page.getByRole('article', { name: /^乌云61/ }).getByRole('button', { name: '收回决定' }).click()
  await manager.sees('预检通过')
  await page.getByLabel('依据文件').fill('北科专〔2026〕11号')
  await page.getByRole('button', { name: '导入 4 行', exact: true }).click()
  await page.getByRole('dialog').getByText('有 1 对可能是同一人没有决定').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '导入', exact: true }).click()
  await manager.sees('4 位专家、0 个单位已进库')

  // Taken back: what would go first, then the reason; the list says so.
  await page.getByRole('button', { name: '撤销这次导入…' }).click()
  await manager.sees('可以撤销')
  await manager.look('undo')
  await page.getByRole('button', { name: '撤销这次导入', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
  await page.getByRole('dialog').getByText('请填写撤销的理由。').waitFor()
  await page.getByRole('dialog').getByLabel('撤销的理由').fill('名单发错了')
  await page.getByRole('dialog').getByRole('button', { name: '撤销导入' }).click()
  await manager.sees('导入的 4 位专家、0 个单位已全部撤出专家库。')
  await manager.look('undone')
  await page.getByRole('link', { name: '导入记录' }).click()
  await page.getByRole('row', { name: /同名\.csv.*已撤销/ }).waitFor()
  // The workbook of sixty brought the unit that the others work at: it cannot go.
  await page.getByRole('link', { name: '草原专家-改.xlsx' }).click()
  await page.getByRole('button', { name: '撤销这次导入…' }).click()
  await manager.sees('不能撤销')
  await manager.sees('在这批单位任职或有利益关系的其他专家')
  await manager.look('undo-refused')

  // Columns changed by hand and not yet sent outlast a reload.
  await manager.go('/imports')
  await page.getByLabel('选择文件').setInputFiles({ name: '名册4.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,身份证号,专家类别,说明,所在单位\n张三,1,其他,好,x\n') })
  await page.getByLabel('说明 对应的字段').selectOption('关键词')
  await page.reload()
  await page.getByLabel('说明 对应的字段').waitFor()
  assert.equal(await page.getByLabel('说明 对应的字段').inputValue(), '关键词')
})
