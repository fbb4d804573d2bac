import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portal } from './portal.ts'

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

test('without JavaScript, one steps from date to date on one scale, and follows places found by name', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const bounds = async () =>
    (await page.locator('.key [data-shade] > span').allInnerTexts()).map((line) => line.replace(/ \(.*/, ''))
  await page.goto(`${url}/indicateurs/population?periode=2022`)
  const legend = await bounds()
  assert.ok(legend.length > 3)
  await page.getByRole('link', { name: /la date d’avant/ }).click()
  assert.equal(new URL(page.url()).searchParams.get('periode'), '2021')
  assert.deepEqual(await bounds(), legend)
  await page.getByRole('searchbox').fill('tonnerre')
  await page.getByRole('button', { name: 'Chercher' }).click()
  assert.match(page.url(), /periode=2021&ou=ici&lieux=89418#suivis$/)
  assert.match(plain(await page.locator('main').innerText()), /De [\d ]+ habitants en 2016 à [\d ]+ habitants en 2023/)
  assert.equal(await page.getByRole('button', { name: 'Faire défiler les dates' }).count(), 0)
  await context.close()
})

test('with JavaScript the map plays its dates, unless one prefers still pages', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(`${url}/indicateurs/population?periode=2023`)
  const auxerre = page.locator('svg a[href$="/89024"] title')
  const before = await auxerre.textContent()
  await page.getByRole('button', { name: 'Faire défiler les dates' }).click()
  await page.locator('.steps output', { hasText: 'en 2016' }).waitFor()
  assert.notEqual(await auxerre.textContent(), before)
  await page.getByRole('button', { name: 'Arrêter' }).click()
  await page.getByRole('link', { name: /^Toute la page en/ }).waitFor()
  await page.close()
  const still = await browser.newPage({ reducedMotion: 'reduce' })
  await still.goto(`${url}/indicateurs/population`)
  assert.equal(await still.getByRole('button', { name: 'Faire défiler les dates' }).count(), 0)
  await still.close()
})

test('all values of all places at all dates come in one file, and each tells how it was obtained', async () => {
  const { url } = await portal()
  const address = `${url}/api/v1/indicators/population/values`
  const [csv, lines] = await Promise.all(
    ['csv', 'ndjson'].map(async (ending) => (await (await fetch(`${address}.${ending}`)).text()).trimEnd().split('\n')),
  )
  assert.equal(csv?.[0], 'niveau,code,nom,periode,valeur,statut,obtention')
  assert.ok(csv.includes('commune,89024,Auxerre,2023,35097,value,published'))
  assert.equal(lines?.length, csv.length - 1)
  const yonne = lines
    .map((line) => JSON.parse(line))
    .find(({ level, code, period }) => `${level}${code}${period}` === 'departement892023')
  assert.deepEqual(yonne, {
    ...{ level: 'departement', code: '89', name: 'Yonne', period: '2023' },
    ...{ value: 332_267, status: 'value', making: 'added-up' },
  })
})
