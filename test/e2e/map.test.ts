import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { axe, overflows, type Portal, portal, publishPlaces, publishTable } from './portal.ts'

const FEW = '/donnees/aires-d-essai'
const MANY = '/donnees/bornes-d-essai'
/** Drawn without a graphics card, a large map is slow. */
const SMALL = { width: 600, height: 600 }

/** More rows than a map shows one by one, in a square of a degree, and three without a position. */
const publishMany = (started: Portal) =>
  publishTable(started, 'bornes-d-essai', 'Bornes d’essai', [
    'nom;longitude;latitude',
    ...Array.from(
      { length: 2500 },
      (_, i) => `Borne ${i};${`${3 + (i % 50) / 50}`.replace('.', ',')};${`${47 + i / 2500}`.replace('.', ',')}`,
    ),
    'Sans lieu A;;',
    'Sans lieu B;;',
    'Sans lieu C;;',
  ])

const status = (page: Page) => page.locator('.live-map [role=status]')
const said = async (page: Page, words: RegExp): Promise<string> => {
  await status(page).filter({ hasText: words }).waitFor()
  return ((await status(page).textContent()) ?? '').replaceAll(/\s/g, ' ')
}

/** A page whose map was asked for by keyboard, what it fetched by then, and what its policy refused. */
const opened = async (path: string, options: BrowserContextOptions = {}) => {
  const started = await portal()
  await (path.startsWith(MANY) ? publishMany(started) : publishPlaces(started))
  const context = await started.browser.newContext({ reducedMotion: 'reduce', viewport: SMALL, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const [fetched, refused]: [string[], string[]] = [[], []]
  page.on('request', (request) => fetched.push(request.url()))
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))
  await page.goto(started.url + path)
  const button = page.getByRole('button', { name: 'Ouvrir la carte' })
  await button.waitFor()
  const before = [...fetched]
  await button.focus()
  await page.keyboard.press('Enter')
  return { ...started, context, page, button, before, fetched, refused }
}

test('nothing of the map is fetched before it is asked for, then all of it from here, and it shows the rows of the filter', async () => {
  const { context, page, url, before, fetched, refused } = await opened(`${FEW}?filtre=ouvert+%3D+true`)
  assert.match(await said(page, /lignes/), /^2 lignes dans cette vue\.$/)
  const map = /maplibre|map-view|live-map|\/map\?|contours/
  assert.deepEqual(
    before.filter((address) => map.test(address)),
    [],
  )
  for (const part of ['maplibre-gl.', 'maplibre-gl-worker.', 'map-view.', 'live-map.'])
    assert.ok(
      fetched.some((address) => new RegExp(`^${url}/assets/${part}[0-9a-f]{10}\\.`).test(address)),
      part,
    )
  assert.deepEqual(
    fetched.filter((address) => !address.startsWith(url) && !address.startsWith('data:')),
    [],
  )
  assert.deepEqual(refused, [])
  const rows = fetched.find((address) => address.includes('/map?')) ?? ''
  const [drawn, counted] = await Promise.all(
    [rows, rows.replace('/map?', '/count?')].map(async (address) => (await fetch(address)).json()),
  )
  assert.equal(drawn.features.length, counted.count)
  await context.close()
})

test('by keyboard: the map comes nearer, opens the row at its centre, and Escape closes it', async () => {
  const { context, page, button } = await opened(FEW)
  await said(page, /^3/)
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'CANVAS')
  assert.equal(await page.locator('#figure').isVisible(), false)
  assert.equal(await button.count(), 0)
  for (const _ of [1, 2, 3]) await page.keyboard.press('+')
  await said(page, /^1\sligne dans cette vue sur 3/)
  for (const _ of [1, 2, 3]) await page.keyboard.press('-')
  await said(page, /^3/)
  await page.keyboard.press('Enter')
  const card = page.locator('.beside-map')
  await card.getByRole('heading', { name: 'Pont' }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Pont')
  const shown = await card.locator('td').allTextContents()
  const inTable = await page.locator('#corps tr').filter({ hasText: 'Pont' }).locator('td').allTextContents()
  assert.deepEqual(shown, inTable)
  assert.match((await card.getByRole('link').getAttribute('href')) ?? '', /\/lignes\/2\?version=1$/)
  await page.keyboard.press('Escape')
  await page.locator('.live-map').waitFor({ state: 'detached' })
  assert.equal(await button.evaluate((element) => element === document.activeElement), true)
  assert.equal(await page.locator('#figure').isVisible(), true)
  await context.close()
})

test('more rows than can be shown are counted, all of them; nearer, they are shown one by one', async () => {
  const { context, page } = await opened(MANY)
  const words = await said(page, /^2\s500\slignes dans cette vue/)
  assert.match(words, /: trop pour les montrer une à une.*3 lignes n’ont pas de position/)
  const counts = await page.locator('.cell').allTextContents()
  assert.equal(
    counts.reduce((sum, count) => sum + Number(count.replaceAll(/\s/g, '')), 0),
    2500,
  )
  await page.locator('.cell').first().click()
  await said(page, /lignes dans cette vue sur 2\s500\. /)
  assert.equal(await page.locator('.cell').count(), 0)
  await context.close()
})

test('axe finds nothing on an open map, which does not scroll sideways at 320 px, in the dark', async () => {
  const { context, page } = await opened(FEW, { viewport: { width: 320, height: 800 }, colorScheme: 'dark' })
  await said(page, /^3/)
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Halle' }).click()
  await page.locator('.beside-map').getByRole('heading', { name: 'Halle' }).waitFor()
  assert.deepEqual(await axe(page), [])
  assert.equal(await overflows(page), false)
  await page.getByRole('button', { name: 'Fermer la carte' }).click()
  await page.getByRole('button', { name: 'Ouvrir la carte' }).waitFor()
  await context.close()
})

test('the map follows what is searched in the table', async () => {
  const { context, page } = await opened(FEW)
  await said(page, /^3/)
  await page.getByLabel('Chercher dans la colonne nom').fill('gare')
  await said(page, /^1\sligne dans cette vue\.$/)
  await context.close()
})

test('a request that fails is told, and can be made again', async () => {
  const { context, page } = await opened(MANY)
  await said(page, /trop pour/)
  await page.route('**/map?*bbox*', (route) => route.abort())
  await page.getByRole('button', { name: 'S’approcher', exact: true }).click()
  await page.getByRole('alert').getByText('n’ont pas pu être lues').waitFor()
  await page.unroute('**/map?*bbox*')
  await page.getByRole('button', { name: 'Réessayer' }).click()
  await page.locator('.live-map [role=alert]:empty').waitFor({ state: 'attached' })
  await said(page, /lignes dans cette vue sur/)
  await context.close()
})

test('where nothing can be drawn, a sentence says what to do, and the still map stays', async () => {
  const started = await portal()
  await publishPlaces(started)
  const page = await started.browser.newPage()
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(started.url + FEW)
  await page.getByRole('button', { name: 'Ouvrir la carte' }).click()
  await page.getByText('il lui manque WebGL').waitFor()
  assert.equal(await page.locator('#figure svg').isVisible(), true)
  assert.deepEqual(
    fetched.filter((address) => address.includes('maplibre')),
    [],
  )
  await page.close()
})

test('a map that cannot be loaded is told, and can be asked for again', async () => {
  const started = await portal()
  await publishPlaces(started)
  const page = await started.browser.newPage()
  await page.route('**/map?*', (route) => route.abort())
  await page.goto(started.url + FEW)
  const button = page.getByRole('button', { name: 'Ouvrir la carte' })
  await button.click()
  await page.getByText('La carte n’a pas pu être chargée').waitFor()
  await page.unroute('**/map?*')
  await button.click()
  await said(page, /^3/)
  await page.close()
})

test('without JavaScript, no button promises a map, and a row has its page', async () => {
  const started = await portal()
  await publishPlaces(started)
  const context = await started.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(started.url + FEW)
  assert.equal(await page.getByRole('button', { name: /carte/ }).count(), 0)
  await page.goto(`${started.url}${FEW}/lignes/2`)
  assert.match(await page.locator('#ligne').innerText(), /Pont[\s\S]*non/)
  assert.equal((await page.goto(`${started.url}${FEW}/lignes/9`))?.status(), 404)
  await context.close()
})
