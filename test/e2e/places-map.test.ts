import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { serveShadedCountry } from '../shaded-country.ts'
import { openChromium } from './chromium.ts'
import { axe, overflows } from './portal.ts'

interface Started {
  readonly url: string
  readonly browser: Browser
  readonly close: () => Promise<void>
}
let started: Promise<Started> | undefined
after(async () => (await started)?.close())

const start = async (): Promise<Started> => {
  const [{ url, close }, browser] = await Promise.all([serveShadedCountry(), openChromium()])
  return {
    url,
    browser,
    async close() {
      await browser.close()
      await close()
    },
  }
}

const ESSAI = '/indicateurs/essai?niveau=commune&periode=2022'
/** Drawn without a graphics card, a large map is slow. */
const SMALL = { width: 600, height: 600 }
const drawn = (page: Page) => page.locator('.live-map .place-name').first()
const label = (page: Page) => page.locator('.place-label')

/** The page of the indicator, what it fetched, and what its policy refused. */
const visited = async (path: string, options: BrowserContextOptions = {}) => {
  started ??= start()
  const { url, browser } = await started
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: SMALL, ...options })
  const page = await context.newPage()
  const [fetched, refused]: [string[], string[]] = [[], []]
  page.on('request', (request) => fetched.push(request.url()))
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))
  await page.goto(url + path)
  return { context, page, url, fetched, refused, button: page.getByRole('button', { name: 'Explorer la carte' }) }
}

/** The page with its map open, by the button. */
const opened = async (path = ESSAI, options: BrowserContextOptions = {}) => {
  const on = await visited(path, options)
  const before = [...on.fetched]
  await on.button.click()
  await drawn(on.page).waitFor()
  return { ...on, before }
}

/** Where the middle of a commune is on the screen, by its column from the west and its row from the south. */
const spotOf = async (page: Page, column: number, row: number) => {
  await page.locator('.live-map .plate').scrollIntoViewIfNeeded()
  const marks = await page
    .locator('.live-map .place-name')
    .evaluateAll((names) =>
      names.map((name) => ({ text: name.textContent, box: name.getBoundingClientRect().toJSON() })),
    )
  const code = `Lieu 100${String(row * 4 + column + 1).padStart(2, '0')}`
  const mark = marks.find(({ text }) => text === code)
  assert.ok(mark, `${code} is written on the map`)
  return { x: mark.box.x + mark.box.width / 2, y: mark.box.y + mark.box.height / 2 }
}

/** How many pixels of the map have each of some colours (`rgb(1, 2, 3)`). */
const pixelsOf = async (page: Page, colours: readonly string[]) => {
  const picture = (await page.locator('.live-map .plate').screenshot()).toString('base64')
  return page.evaluate(
    async ([data, wanted]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const context = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      }).getContext('2d')
      context?.drawImage(image, 0, 0)
      const bytes = context?.getImageData(0, 0, image.width, image.height).data ?? []
      const counts = new Map<string, number>()
      for (let i = 0; i < bytes.length; i += 4) {
        const name = `rgb(${bytes[i]}, ${bytes[i + 1]}, ${bytes[i + 2]})`
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      return wanted.map((name) => counts.get(name) ?? 0)
    },
    [picture, colours] as const,
  )
}

/** The colours of the legend that fill a place on the still map. */
const legendColours = (page: Page): Promise<readonly string[]> =>
  page
    .locator('.key [data-shade^=q] rect')
    .evaluateAll((swatches) => swatches.map((swatch) => getComputedStyle(swatch).fill))

test('nothing of the map is fetched before it is asked for, then all of it from here, in the colours of the legend, dark included', async () => {
  const { context, page, url, before, fetched, refused } = await opened()
  const map = /maplibre|places-map-view|live-map|contours|dates\.json/
  assert.deepEqual(
    before.filter((address) => map.test(address)),
    [],
  )
  for (const part of ['maplibre-gl.', 'maplibre-gl-worker.', 'places-map-view.', 'live-map.'])
    assert.ok(
      fetched.some((address) => address.startsWith(`${url}/assets/`) && address.includes(`/${part}`)),
      part,
    )
  assert.deepEqual(
    fetched.filter((address) => !address.startsWith(url) && !/^(data|blob):/.test(address)),
    [],
  )
  const seen = async () => {
    const colours = await legendColours(page)
    return { colours, pixels: await pixelsOf(page, colours) }
  }
  const light = await seenOnce(seen, ({ pixels }) => pixels.every((n) => n > 200))
  assert.ok(light.colours.length >= 3)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await seenOnce(seen, ({ pixels }) => pixels.every((n) => n > 200))
  assert.notDeepEqual(dark.colours, light.colours)
  assert.deepEqual(refused, [])
  await context.close()
})

/** Looks until what is seen suits, a frame after the other: what a map draws comes when it comes. */
const seenOnce = async <T>(see: () => Promise<T>, suits: (seen: T) => boolean, left = 40): Promise<T> => {
  const seen = await see()
  if (suits(seen)) return seen
  assert.ok(left > 0, `still ${JSON.stringify(seen)}`)
  return seenOnce(see, suits, left - 1)
}

test('a pointer reads the value of a place and its status, and a click opens its page', async () => {
  const { context, page, url } = await opened()
  const read = async (column: number, row: number) => {
    const { x, y } = await spotOf(page, column, row)
    await page.mouse.move(x, y)
    await label(page)
      .getByText(`Lieu 100${String(row * 4 + column + 1).padStart(2, '0')}`)
      .waitFor()
    return (await label(page).innerText()).replaceAll(/\s+/g, ' ')
  }
  assert.equal(await read(3, 2), 'Lieu 10012 9 000 lieux')
  assert.equal(await read(0, 0), 'Lieu 10001 0 lieux')
  assert.equal(await read(1, 0), 'Lieu 10002 secret statistique')
  assert.equal(await read(2, 0), 'Lieu 10003 manquant')
  assert.equal(await read(3, 0), 'Lieu 10004 40 lieux (estimé)')
  await page.mouse.down()
  await page.mouse.up()
  await page.waitForURL(`${url}/territoires/communes/10004`)
  await context.close()
})

test('a finger reads a place, and opens its page by the link then shown', async () => {
  const { context, page, url } = await opened(ESSAI, { hasTouch: true })
  const { x, y } = await spotOf(page, 2, 1)
  await page.touchscreen.tap(x, y)
  const link = label(page).getByRole('link', { name: 'Voir sa page' })
  await link.waitFor()
  assert.equal(new URL(page.url()).pathname, '/indicateurs/essai')
  await link.tap()
  await page.waitForURL(`${url}/territoires/communes/10007`)
  await context.close()
})

test('by keyboard: the place at the centre is read as the map moves, Enter opens its page, Escape gives the still map back', async () => {
  const { context, page, url, button } = await visited(ESSAI)
  await button.focus()
  await page.keyboard.press('Enter')
  await drawn(page).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'CANVAS')
  for (const _ of [1, 2]) await page.keyboard.press('+')
  await label(page)
    .getByText(/^Lieu 100/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.live-map').waitFor({ state: 'detached' })
  assert.equal(await button.evaluate((element) => element === document.activeElement), true)
  assert.equal(await page.locator('.chart.map .beside > svg').isVisible(), true)
  assert.equal(page.url(), url + ESSAI)
  await page.keyboard.press('Enter')
  await label(page).getByRole('strong').waitFor()
  const name = await label(page).locator('strong').innerText()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${url}/territoires/communes/${name.replace('Lieu ', '')}`)
  await context.close()
})

test('the dates of the page change the map where it is, and the address tells level, date and view to who opens it', async () => {
  const { context, page, url } = await opened()
  await page.getByRole('button', { name: /la date d’avant/ }).click()
  await page.locator('.steps').getByRole('link', { name: 'Toute la page en 2021' }).waitFor()
  const { x, y } = await spotOf(page, 1, 0)
  await page.mouse.move(x, y)
  await label(page).getByText('20 lieux').waitFor()
  assert.equal(await page.getByRole('button', { name: 'première date' }).getAttribute('aria-disabled'), 'true')
  assert.match((await page.locator('.chart > .origin').first().textContent()) ?? '', /en 2021/)
  const shown = new URL(page.url())
  assert.deepEqual([shown.searchParams.get('niveau'), shown.searchParams.get('periode')], ['commune', '2021'])
  await page.locator('.picks').getByRole('link', { name: 'intercommunalités' }).click()
  await page.waitForURL(/niveau=epci/)
  await drawn(page).waitFor()
  assert.equal(new URL(page.url()).hash, shown.hash)
  await page.getByRole('button', { name: 'Fermer la carte' }).click()
  assert.equal(new URL(page.url()).hash, '')
  await page.goto(url + shown.pathname + shown.search + shown.hash)
  await drawn(page).waitFor()
  await page.getByRole('heading', { name: /en 2021/ }).waitFor()
  await context.close()
})

test('axe finds nothing on an open map, which does not scroll sideways at 320 px, in the dark', async () => {
  const { context, page } = await opened(ESSAI, { viewport: { width: 320, height: 800 }, colorScheme: 'dark' })
  assert.deepEqual(await axe(page), [])
  assert.equal(await overflows(page), false)
  await context.close()
})

test('the still map is played by keyboard, its legend and its source follow; nothing plays for who prefers still pages', async () => {
  const { context, page } = await visited(ESSAI, { reducedMotion: 'no-preference' })
  const counts = () => page.locator('.key [data-shade] small').allInnerTexts()
  const before = await counts()
  const play = page.getByRole('button', { name: 'Faire défiler les dates' })
  await play.focus()
  await page.keyboard.press('Enter')
  await page.locator('.steps output', { hasText: 'en 2021' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Toute la page en 2021' }).waitFor()
  assert.notDeepEqual(await counts(), before)
  assert.ok((await counts()).every((text) => /^\(\d+ communes?\)$/.test(text.replaceAll(/\s/g, ' '))))
  assert.match((await page.locator('.chart > .origin').first().textContent()) ?? '', /en 2021/)
  await context.close()
  const still = await visited(ESSAI)
  assert.equal(await still.button.count(), 1)
  assert.equal(await still.page.getByRole('button', { name: 'Faire défiler les dates' }).count(), 0)
  await still.context.close()
})

test('without JavaScript no button promises a map, and dates are a link away', async () => {
  const { context, page, button } = await visited(ESSAI, { javaScriptEnabled: false })
  assert.equal(await button.count(), 0)
  await page.getByRole('link', { name: /la date d’avant/ }).click()
  await page.getByRole('heading', { name: /en 2021/ }).waitFor()
  await context.close()
})
