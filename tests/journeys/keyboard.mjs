// From the sign-in to the confirmed result with the keyboard alone: no click, no touch (Art. 15(2) for everyone).
import { assert, journey } from './support/journey.mjs'
import { approvedActivity } from './support/draw.mjs'

const most_tabs = 120

/** Moves the focus forward until it stands on the control of this name; it must be visible there. */
async function tabTo(person, name) {
  const wanted = typeof name === 'string' ? (found) => found === name : (found) => name.test(found)
  const seen = []
  for (let tabs = 0; tabs < most_tabs; ++tabs) {
    const found = await person.page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return ''
      const labelled = at.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
      return (at.getAttribute('aria-label') ?? labelled ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim()
    })
    seen.push(found)
    if (wanted(found)) {
      const shown = await person.page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect()
        const style = getComputedStyle(document.activeElement)
        return box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none' || document.activeElement.matches(':focus-within'))
      })
      assert.ok(shown, `${name} has the focus and does not show it`)
      return
    }
    await person.page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard does not reach ${name}; it came by ${[...new Set(seen)].join(' | ')}`)
}
async function press(person, name) {
  await tabTo(person, name)
  await person.page.keyboard.press('Enter')
}
const type = (person, text) => person.page.keyboard.type(text)
const heading = (person, name) => person.page.getByRole('heading', { name }).first().waitFor()

async function signIn(person) {
  await tabTo(person, /用户名/)
  await type(person, person.account.name)
  await tabTo(person, /^密码/)
  await type(person, person.account.password)
  await person.page.keyboard.press('Enter')
  await person.page.getByLabel('六位动态口令').waitFor()
  await tabTo(person, /动态口令/)
  await type(person, await person.code())
  await person.page.keyboard.press('Enter')
}

/** The dialog takes the focus by itself. */
async function stepUp(person) {
  const dialog = person.page.getByRole('dialog', { name: '请再次输入动态口令' })
  await dialog.waitFor()
  await tabTo(person, /动态口令/)
  await type(person, await person.code())
  await person.page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

await journey('只用键盘：登录、到场、封存、核对、承诺、揭示、确认', { https: true }, async (j) => {
  const helper = await j.person('operator')
  const id = await approvedActivity(helper, await j.person('approver'))
  const operator = await j.visitor({ as: 'operator' })
  const supervisor = await j.visitor({ as: 'supervisor', phone: true })
  for (const [person, path] of [
    [operator, `/activities/${id}/draw`],
    [supervisor, `/supervise/${id}`],
  ]) {
    await person.open(path)
    await signIn(person)
    await person.page.waitForURL(`**${path}`)
    await person.page.locator('h1').first().waitFor()
    await person.page.getByRole('button', { name: '我已到场' }).waitFor()
    await press(person, '我已到场')
    await stepUp(person)
  }
  await heading(operator, '两人都已到场，可以封存')
  await press(operator, '冻结并封存第 1 轮')
  await heading(operator, '轮到您：提交承诺')
  await press(operator, '提交我的承诺')

  await heading(supervisor, '核对封存码')
  for (let row = 1; row <= 4; ++row) {
    await tabTo(supervisor, new RegExp(`^第 ${row} 行`))
    await supervisor.page.keyboard.press('Space')
  }
  await press(supervisor, '四行一致，继续')
  await heading(supervisor, '加入您的随机')
  await press(supervisor, '提交我的承诺')

  await heading(operator, '轮到您：揭示您的随机值')
  await press(operator, '揭示我的随机值')
  await heading(supervisor, '揭示您的随机值')
  await press(supervisor, '揭示我的随机值')
  await heading(supervisor, '回执，请带走')
  await press(supervisor, '确认结果')
  await heading(operator, '第 1 轮已产生结果')
  await press(operator, '确认结果')
  await heading(operator, '第 1 轮有效，两人都已确认')
})
