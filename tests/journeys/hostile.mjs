// Text that would run if a page took it for markup: in every field that people fill, shown on every page that shows it (T15). Nothing runs,
// no element comes of it, and it stands there as it was written. BOLE_PAYLOADS: how many (25; script/bench payloads takes them all).
import { execFileSync } from 'node:child_process'
import { assert, journey } from './support/journey.mjs'
import { plan } from './support/draw.mjs'
import { inventedId } from './support/people.mjs'

const bodies = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()></svg>',
  '<details open ontoggle=hit()>',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<a href="javascript:hit()">甲</a>',
  '<math><mi xlink:href="javascript:hit()">',
  '<body onload=hit()>',
  '<input autofocus onfocus=hit()>',
  '<video><source onerror=hit()></video>',
  '<object data="javascript:hit()"></object>',
  '<embed src="javascript:hit()">',
  '<base href="javascript:hit()">',
  '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  '<form action="javascript:hit()"><button autofocus>甲</button></form>',
  '<style onload=hit()>*{color:red}</style>',
  'javascript:hit()',
  "{{constructor.constructor('hit()')()}}",
  '${hit()}',
  'data:text/html,<script>hit()</script>',
]
const wrappers = [(b) => b, ...['">', "'>", '`>', '</textarea>', '</title>', '</script>', '</style>', '</option></select>', '</td></tr></table>', '-->', ']]>', '\\">', '&quot;>', '&lt;x>', '%3E', '<!--', '<![CDATA[', '<x ', '" onmouseover="hit()" x="', "' onfocus='hit()' x='", '</p><p>', '<noscript>', '<template>'].map((lead) => (b) => lead + b), (b) => b.toUpperCase().replaceAll('HIT', 'hit')]
const all = wrappers.flatMap((wrap) => bodies.map(wrap))
assert.equal(all.length, 500)
const wanted = Number(process.env.BOLE_PAYLOADS ?? 25)
/** Spread over bodies and wrappers alike. */
const payloads = Array.from({ length: wanted }, (_, i) => all[(i * 21) % all.length])

/** A workbook whose i-th expert carries the i-th payload in one field, the next ones in the others; every field meets each. */
const workbook = () =>
  execFileSync('python3', ['-c', `
import json, os, sys
sys.path.insert(0, ${JSON.stringify(new URL('../support', import.meta.url).pathname)})
import workbooks
P = json.load(sys.stdin)
at = lambda i: P[i % len(P)]
named = lambda i: at(i).replace("/", "\\\\")  # a unit's name has no solidus
sheets = dict(workbooks.library(len(P), units=len(P), first=9))
names, codes = {}, {}
for i, row in enumerate(sheets["单位"][1:]):
    if row[2]:
        names[row[0]] = row[2]
        row[0] = f"{named(i // 2)}{i}"
    else:
        row[1], row[0] = names[row[1]], f"{named(i // 2)}内{i}"
for name, columns in (("任职", (1, 2)), ("利益关系", (1,))):
    for row in sheets[name][1:]:
        for c in columns:
            row[c] = names.get(row[c], "")
experts = sheets["专家"]
experts[0] += ["关键词", "简历"]
relations, feats, sanctions = [["身份证号", "关系", "对方姓名", "对方单位"]], [["身份证号", "种类", "名称", "编号或级别", "本人角色", "开始日期"]], [["身份证号", "处理种类", "开始日期", "结束日期", "文件名称及文号"]]
for i, row in enumerate(experts[1:]):
    row[0], row[9] = at(i), at(i + 1).replace(";", "，")  # one basis for one category
    row += [at(i + 2), at(i + 3)]
    relations.append([row[1], "配偶", at(i + 4), at(i + 5)])
    feats.append([row[1], "论文", at(i + 6), at(i + 7), at(i + 8), "2024-01-01"])
    sanctions.append([row[1], "诫勉谈话", "2025-01-01", "2025-02-01", at(i + 9)])
for i, row in enumerate(sheets["任职"][1:]):
    row[3], row[5] = "", at(i + 10)
for i, row in enumerate(sheets["项目"][1:]):
    row[0], row[1] = f"KY-{i}", at(i + 11)
sheets.update({"亲属师生": relations, "成果": feats, "处理记录": sanctions})
sys.stdout.buffer.write(workbooks.workbook(list(sheets.items())))`], { input: JSON.stringify(payloads), maxBuffer: 64 << 20 })

/** Every view of everybody reports what ran, and is searched for elements that no page of ours has. */
async function watch(person) {
  await person.context.exposeBinding('hit', () => person.faults.push('a text was run'))
  return async (name, shows = true) => {
    await person.settled()
    const found = await person.page.evaluate(() => ({
      elements: [...document.querySelectorAll('script:not([src]),iframe,object,embed,base,math,video,source,details[ontoggle],meta[http-equiv=refresh],[onerror],[onload],[onfocus],[ontoggle],[onmouseover],[onclick],[href^="javascript:" i],[src^="javascript:" i],[action^="javascript:" i]')].map((element) => element.outerHTML.slice(0, 100)),
      text: document.body.innerText + [...document.querySelectorAll('input,textarea')].map((field) => field.value).join(' '),
    }))
    assert.deepEqual(found.elements, [], name)
    if (shows) assert.ok(found.text.includes('hit()'), `${name} shows none of it:\n${found.text.slice(0, 400)}`)
  }
}

await journey('能被当作网页代码的文字：各处照原样显示，都不运行', async (j) => {
  const manager = await j.person('library_administrator', { path: '/imports' })
  const clean = await watch(manager)
  const { page } = manager
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

  // As names of files, titles of columns and values that are refused.
  await page.getByLabel('选择文件').setInputFiles({ name: `${bodies[1]}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`专家姓名,证件号码,${bodies[0]},${bodies[2]}\n${payloads.map((text) => `"${text.replaceAll('"', '""')}",1,"${text.replaceAll('"', '""')}",x`).join('\n')}\n`) })
  await manager.sees(/的列对应到专家库/)
  await clean('columns of an import')
  await page.getByLabel('这张表是').selectOption('专家')
  await manager.go('/imports')
  await clean('list of imports')

  // In every field of units and experts.
  await page.getByLabel('选择文件').setInputFiles({ name: '敌意.xlsx', mimeType: type, buffer: workbook() })
  await manager.sees(/预检通过|怎么改/)
  await clean('a dry run', false)
  await page.getByLabel('依据文件').fill(bodies[0])
  await page.getByLabel('核实日期').fill('2026-11-02')
  await page.getByLabel('核实人').fill(bodies[1])
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '导入' }).click()
  await manager.sees(/已进库/)
  await clean('an import', false)

  const experts = []
  for (let at = 1; experts.length < payloads.length; ++at) {
    const { items } = await manager.api('GET', `/api/v1/experts?size=100&page=${at}`)
    assert.ok(items.length, `only ${experts.length} hostile experts`)
    experts.push(...items.filter(({ name }) => payloads.includes(name)))
  }
  await manager.go('/experts?size=100')
  await manager.sees(experts[0].name)
  await clean('list of experts')
  for (const { id, name } of experts) {
    await manager.go(`/experts/${id}`)
    await manager.sees(name)
    await clean(`expert ${name}`)
    await manager.go(`/experts/${id}/edit`)
    await page.getByRole('heading', { name: '修改专家信息' }).waitFor()
    await clean(`record of ${name}`)
  }
  const one = experts[0]
  await page.getByLabel('*变更依据', { exact: true }).fill(payloads[0])
  await page.getByLabel('关键词', { exact: true }).fill(payloads[1])
  await page.getByRole('button', { name: '下一步：核对改动' }).click()
  await page.getByRole('button', { name: '保存这些改动' }).click()
  await manager.sees(/已保存/)
  await clean('a saved record')
  await manager.go(`/experts/${one.id}/merge?with=${experts[1].id}`)
  await page.getByRole('heading', { name: '对照两条记录' }).waitFor()
  await clean('two records')

  // Activities, plans, suspicions.
  const operator = await j.person('operator', { path: '/activities' })
  const approver = await j.person('approver')
  const supervisor = await j.person('supervisor')
  const inspector = await j.person('inspector')
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const { items: units } = await operator.api('GET', '/api/v1/units?search=hit()')
  assert.ok(units.length > 0, 'hostile units can be found')
  const entity = units.find(({ path, name }) => path === name)
  const project = (text, n) => ({ number: `${n}${text}`.slice(0, 60), name: text, applicant: entity.code, partners: [], lead_name: text.slice(0, 100), lead_citizen_id: inventedId(2 * n), members: [{ name: text.slice(0, 100), citizen_id: inventedId(2 * n + 1) }], avoidances: [{ name: text.slice(0, 100), unit: text, reason: text }] })
  const { id } = await operator.api('POST', '/api/v1/activities', { name: payloads[0], kind: 'review', from: '2099-03-01', to: '2099-03-02', place: payloads[1], supervisor: supervisors[0].id, projects: payloads.slice(0, 25).map(project) })
  const step = async (person, at, name, more = {}) => person.api('POST', `${at}/${name}`, { version: (await person.api('GET', at)).version, ...more })
  const path = `/api/v1/activities/${id}`
  await step(operator, path, 'submit')
  await step(approver, path, 'return', { reason: payloads[2] })
  await step(operator, path, 'submit')
  await step(approver, path, 'approve')
  await operator.api('PUT', `${path}/plan`, { version: 0, plan: { ...plan, groups: plan.groups.map((group, n) => ({ ...group, name: payloads[n].slice(0, 40) })) } })
  await step(operator, `${path}/plan`, 'submit')
  await step(approver, `${path}/plan`, 'approve')
  const looks = [
    [operator, '/activities'],
    [operator, `/activities/${id}`],
    [operator, `/activities/${id}/plan`],
    [approver, `/activities/${id}`],
    [approver, `/activities/${id}/plan`],
    [manager, '/suspicions'],
    [operator, `/activities/${id}/draw`],
    [operator, `/activities/${id}/screen`],
    [supervisor, '/supervision'],
    [supervisor, `/supervise/${id}`],
    [inspector, '/trail', false],
  ]
  const looking = new Map([[manager, clean]])
  for (const person of [operator, approver, supervisor, inspector]) looking.set(person, await watch(person))
  for (const [person, where, shows] of looks) {
    await person.open(where)
    await looking.get(person)(`${where} of ${person.account.role_name}`, shows)
  }
})
