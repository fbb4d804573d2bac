import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { axe, overflows, portal } from './portal.ts'

const CARD = '/cartes/population/communes/89206-joigny'
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

/** A site of someone else, on another origin, that lets only the portal's script run; gives the address of its page. */
const otherSite = async (t: TestContext, html: string, portalUrl: string): Promise<string> => {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${portalUrl}; connect-src ${portalUrl}; frame-src ${portalUrl}`,
    })
    response.end(`<!doctype html><html lang="fr"><title>Ailleurs</title><main><h1>Ailleurs</h1>${html}</main></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}/`
}

/** What the page of a card gives to paste, as if the portal were asked under its public address. */
const pasted = async (url: string, id: string): Promise<string> => {
  const { browser, product } = await portal()
  const page = await browser.newPage()
  await page.goto(url + CARD)
  const text = await page.locator(`textarea#${id}`).inputValue()
  await page.close()
  return text.replaceAll(product.site.publicUrl, url)
}

test('from the page of a place, one click makes a card of a figure, which leads to its rows', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${url}/territoires/communes/89206-joigny`)
  await page.getByRole('link', { name: 'Carte à partager : « Population »' }).click()
  assert.equal(new URL(page.url()).pathname, CARD)
  assert.match(plain(await page.locator('main').innerText()), /Joigny compte 9 016 habitants en 2023/)
  await page.getByRole('link', { name: /^Figée au/ }).click()
  assert.match(plain(await page.locator('main').innerText()), /Cette carte est figée/)
  await page.getByRole('link', { name: 'Voir le chiffre d’aujourd’hui' }).click()
  await page.getByRole('link', { name: 'Les lignes d’où il vient' }).click()
  assert.match(plain(await page.locator('section[aria-labelledby=lignes] tbody').innerText()), /9 016/)
  await context.close()
})

test('one line pasted on another site becomes the card, even under its strict policy', async (t) => {
  const { url, browser } = await portal()
  const snippet = await pasted(url, 'element')
  assert.equal(snippet.includes('\n'), false)
  const site = await otherSite(t, snippet, url)
  for (const width of [320, 900]) {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const refused: string[] = []
    page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))
    await page.goto(site)
    const card = page.getByRole('article', { name: 'Population municipale : Joigny' })
    await card.waitFor()
    const text = plain(await card.innerText())
    assert.match(text, /Joigny[\s\S]*9 016[\s\S]*habitants en 2023[\s\S]*5e sur 43 communes[\s\S]*Source : INSEE/)
    assert.equal(await card.getByRole('link', { name: 'Joigny', exact: true }).isVisible(), true)
    assert.notEqual(await card.evaluate((element) => getComputedStyle(element).borderTopWidth), '0px')
    assert.equal(await overflows(page), false)
    assert.deepEqual(refused, [])
    assert.deepEqual(await axe(page, ['color-contrast', 'link-name', 'aria-allowed-attr', 'svg-img-alt']), [])
    await page.close()
  }
})

test('when the card cannot come, or without JavaScript, its link stays and says the figure', async (t) => {
  const { url, browser } = await portal()
  const site = await otherSite(t, await pasted(url, 'element'), url)
  const page = await browser.newPage()
  await page.route('**/*.json', (route) => route.fulfill({ status: 503, body: '{}' }))
  const answered = page.waitForResponse(/\.json$/)
  await page.goto(site)
  await answered
  const link = page.getByRole('link', { name: /Joigny compte 9.016.habitants en 2023.*INSEE/ })
  assert.equal(await link.isVisible(), true)
  await page.close()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const bare = await context.newPage()
  await bare.goto(site)
  assert.equal(await bare.getByRole('link', { name: /Joigny compte/ }).isVisible(), true)
  await context.close()
})

test('in a frame of another site, the card is read and axe finds nothing; its page refuses to be framed', async (t) => {
  const { url, browser } = await portal()
  const site = await otherSite(
    t,
    `${await pasted(url, 'cadre')}<iframe src="${url}${CARD}" title="Page"></iframe>`,
    url,
  )
  const page = await browser.newPage()
  await page.goto(site)
  const frame = page.frameLocator('iframe[src$="/integrer"]')
  await frame.getByRole('heading', { name: 'Joigny' }).waitFor()
  assert.match(plain(await frame.locator('body').innerText()), /9 016[\s\S]*Source : INSEE/)
  assert.equal(await page.frameLocator('iframe[title="Page"]').getByRole('heading').count(), 0)
  const room = await frame.locator('html').evaluate((html) => [html.scrollWidth - html.clientWidth, html.scrollHeight])
  assert.ok(room[0] === 0 && (room[1] ?? 0) <= 720, `la carte demande ${room[1]} px`)
  await page.close()
  const alone = await browser.newPage({ viewport: { width: 320, height: 600 } })
  await alone.goto(`${url}${CARD}/integrer`)
  assert.deepEqual(await axe(alone), [])
  await alone.close()
})

test('each page has a picture of its own, that its figures make', async () => {
  const { url, product } = await portal()
  const seen = new Set<string>()
  for (const path of [
    '/',
    CARD,
    '/indicateurs/population',
    '/territoires/communes/89206-joigny',
    '/territoires/epci/200067114-ca-de-l-auxerrois',
    '/territoires/departements/89-yonne',
    '/donnees/population-municipale-des-communes-de-l-yonne-2016-2023',
  ]) {
    const html = await (await fetch(url + path)).text()
    const [, address = ''] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? []
    assert.ok(address.startsWith(`${product.site.publicUrl}/`), `${path} : ${address}`)
    assert.match(html, /<meta property="og:image:alt" content="[^"]{20,}"/, path)
    assert.match(html, /<meta name="twitter:card" content="summary_large_image"/, path)
    const answer = await fetch(address.replace(product.site.publicUrl, url))
    assert.equal(answer.headers.get('content-type'), 'image/png', path)
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630], path)
    seen.add(bytes.toString('base64'))
  }
  assert.equal(seen.size, 7)
  for (const nowhere of [
    '/images/indicateurs/rien.png',
    '/images/territoires/communes/99999.png',
    '/images/donnees/rien.png',
  ])
    assert.equal((await fetch(url + nowhere)).status, 404)
})

test('from the door of cards, a figure and a place lead to their card; the door holds at 320 px, by axe and without a script', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${url}/territoires/communes/89206-joigny`)
  await page.getByRole('link', { name: 'Toutes les cartes, et comment s’en servir' }).click()
  await page.getByRole('heading', { level: 2, name: /Les cartes de l’Yonne, par thème/ }).waitFor()
  assert.equal(await overflows(page), false)
  await page.getByRole('searchbox').fill('population joigny')
  await page.getByRole('button', { name: 'Chercher' }).click()
  assert.equal(new URL(page.url()).pathname, CARD)
  await context.close()

  const wide = await browser.newPage()
  await wide.goto(`${url}/cartes?q=zzz`)
  assert.match(plain(await wide.locator('main').innerText()), /Aucune carte pour « zzz »/)
  assert.deepEqual(await axe(wide), [])
  await wide.close()
})
