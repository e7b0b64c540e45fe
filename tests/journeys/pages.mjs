// Every page of the built site for every role that may open it: nothing in the console, no sideways scroll from 320 to
// 1920 px and with large type, no finding of axe in the light and in the dark. A new page is found by itself; one with a
// parameter must be named here.
import { assert, journey } from './support/journey.mjs'

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function makeActivity(operator) {
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const form = { name: '重点研发评审', kind: 'review', from: day(3), to: day(4), place: '', supervisor: supervisors[0].id, projects: [] }
  return (await operator.api('POST', '/api/v1/activities', form)).id
}

/** Uploads the empty template as a workbook; the page of the upload shows what it lacks. */
async function makeImport(administrator) {
  const { token } = await administrator.api('GET', '/api/v1/session')
  const { item } = await administrator.page.evaluate(async (header) => {
    const template = await (await fetch('/api/v1/imports/template')).arrayBuffer()
    const headers = { 'X-Bole-Token': header, 'Idempotency-Key': 'pages', 'Content-Type': 'application/octet-stream' }
    return (await fetch('/api/v1/imports?name=template.xlsx', { method: 'PUT', headers, body: template })).json()
  }, token)
  return item.id
}

/** What stands for :id, by the beginning of the path. */
const objects = { '/imports/': 'import', '/experts/': 'expert', '/activities/': 'activity', '/supervise/': 'activity', '/unit-asks/': 'ask', '/accounts/': 'account', '/roles/': 'account', '/rules/': 'rule', '/texts/': 'text', '/code-tables/': 'code-table', '/exports/': 'export' }
/** Pages of a round and of something signed: draw.mjs and sign_in_more.mjs look at them, with one; whoever is signed in goes on from /sign-in. */
const toldElsewhere = /^\/((rounds|certificate|undertakings)\/|sign-in$)/

function pathOf(pattern, ids) {
  if (!pattern.includes(':')) return pattern
  const beginning = Object.keys(objects).find((start) => pattern.startsWith(start))
  assert.ok(beginning, `pages.mjs does not know what ${pattern} shows`)
  return pattern.replace(/:\w+/, ids[objects[beginning]])
}

await journey('网页：每个角色打开自己的每个页面，菜单里没有别的', async (j) => {
  const everyone = []
  for (const account of j.accounts.filter((one) => !one.note)) everyone.push(await j.person(account.name))
  const the = (role) => everyone.find((person) => person.account.role === role)
  const ids = {
    expert: (await the('library_administrator').api('GET', '/api/v1/experts?size=10')).items[0].id,
    activity: await makeActivity(the('operator')),
    ask: (await the('department_reviewer').api('GET', '/api/v1/unit-asks')).items[0].id,
    export: (await the('library_administrator').api('GET', '/api/v1/exports')).items[0].id,
    import: await makeImport(the('library_administrator')),
    rule: '5-age_max',
    text: 'undertaking',
    'code-table': 'language',
    account: (await the('system_administrator').api('GET', '/api/v1/accounts?size=10')).items[0].id,
  }
  const pages = (await everyone[0].routes()).filter(({ path }) => !path.includes('*') && !toldElsewhere.test(path))
  const looked = new Set()
  let opened = 0
  for (const person of everyone) {
    const { permissions } = await person.api('GET', '/api/v1/session')
    const menu = person.page.getByRole('navigation', { name: '主菜单' }).getByRole('link')
    const unopened = new Set(await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    assert.ok(unopened.has('/'), `${person.account.role_name} has a home`)
    for (const page of pages) {
      const path = pathOf(page.path, ids)
      const may = page.open || !page.permission || [page.permission].flat().some((one) => permissions.includes(one))
      const where = await person.go(path)
      assert.equal(where, may ? path : '/', `${person.account.role_name} goes to ${path}`)
      if (!may) continue
      ++opened
      unopened.delete(path)
      // Roles see the same page but for its buttons: the first one's is looked at closely, the others' is opened.
      if (looked.has(page.path)) await person.settled()
      else await person.lookClosely(page.path.replaceAll(/[/:]+/g, '-').replace(/^-$/, '-home').slice(1))
      looked.add(page.path)
      assert.deepEqual(person.faults, [], `${person.account.role_name} at ${path}`)
    }
    assert.deepEqual([...unopened], [], `what stands in the menu of ${person.account.role_name} and does not open`)
  }
  assert.deepEqual(pages.filter(({ path }) => !looked.has(path)), [], 'pages that no role may open')
  console.log(`   ${pages.length} pages, ${opened} openings by ${everyone.length} roles`)
})

await journey('网页：没有的网址说明白', async (j) => {
  const visitor = await j.visitor()
  await visitor.open('/no-such-page')
  assert.match(visitor.page.url(), /\/sign-in\?to=/)
  const agency = await j.person('agency', { path: '/no-such-page' })
  await agency.sees('没有这个页面')
  await agency.look('not-found')
})
