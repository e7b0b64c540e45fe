// The library administrator decides what is suspected once, with the fact beside it (E4b; Art. 14(4)7).
import { assert, journey } from './support/journey.mjs'

await journey('疑似回避：事实并列，认定一次，两种结论', async (j) => {
  // Units of the project that are not the lead's: whoever works there is suspected, and no more (R6).
  const operator = await j.person('operator')
  const { supervisors } = await operator.api('GET', '/api/v1/activity-staff')
  const { items } = await operator.api('GET', '/api/v1/units?search=大学')
  const [applicant, ...partners] = items.map((item) => item.code)
  await operator.api('POST', '/api/v1/activities', {
    name: '草原畜种繁育项目评审',
    kind: 'review',
    from: '2099-03-01',
    to: '2099-03-02',
    supervisor: supervisors[0].id,
    projects: [{ number: 'P-1', name: '蒙古马良种繁育', applicant, partners: partners.slice(0, 2), lead_name: '乌云·其木格', lead_citizen_id: '150102187001010010', members: [], avoidances: [] }],
  })

  const manager = await j.person('library_administrator', { path: '/suspicions' })
  const { page } = manager
  await manager.sees('待定')
  await manager.look('list')
  const undecided = page.getByRole('button', { name: '认定须回避' })
  const before = await undecided.count()
  assert.ok(before > 1, `${before} suspicions in the demonstration library`)
  await undecided.first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('与负责人长期合作，可能影响公正')
  await manager.look('decide')
  await dialog.getByRole('button', { name: '认定须回避' }).click()
  await manager.sees('与负责人长期合作，可能影响公正')
  await page.getByRole('button', { name: '不须回避' }).first().click()
  await dialog.getByLabel('理由').fill('经核实只是同名')
  await dialog.getByRole('button', { name: '不须回避' }).click()
  await manager.sees('经核实只是同名')
  assert.equal(await undecided.count(), before - 2)
  await page.reload()
  await manager.sees('经核实只是同名')
  await page.getByRole('button', { name: '撤回' }).last().click()
  await dialog.getByLabel('理由').fill('认定的依据有误')
  await manager.look('withdraw')
  await dialog.getByRole('button', { name: '撤回' }).click()
  await dialog.waitFor({ state: 'hidden' })
  assert.equal(await undecided.count(), before - 1, 'a decision taken back is asked again')

  assert.equal(await operator.page.getByRole('link', { name: '疑似回避' }).count(), 0, 'operators are told numbers only')
})
