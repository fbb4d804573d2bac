import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ErrorPage } from '../../src/modules/portal/pages/error-page.tsx'
import { renderPage } from '../../src/web/index.ts'
import { axe, overflows, portal, publishPlaces } from './portal.ts'

const POPULATION = '/donnees/population-municipale-des-communes-de-l-yonne-2016-2023'
/** Every kind of page that anyone may read. */
const PAGES = [
  '/',
  '/donnees',
  '/donnees?q=poplation',
  '/donnees?q=introuvable',
  '/donnees?theme=SOCI&producteur=insee&tri=titre',
  POPULATION,
  `${POPULATION}?filtre=population_municipale+%3E%3D+5000&tri=-population_municipale&page=2`,
  `${POPULATION}?dans.nom_de_la_commune=saint&dans.annee=beaucoup&colonnes=nom_de_la_commune,annee`,
  `${POPULATION}?filtre=nulle+%3D+1`,
  `${POPULATION}?q=zzzzzz`,
  `${POPULATION}/colonnes`,
  `${POPULATION}/versions`,
  `${POPULATION}/api`,
  '/donnees/intercommunalites-de-l-yonne-2026',
  '/donnees/aires-d-essai',
  '/donnees/aires-d-essai/lignes/2',
  '/organisations',
  '/organisations/insee',
  '/indicateurs',
  '/indicateurs/population',
  '/indicateurs/evolution-population?niveau=epci&periode=2023',
  '/indicateurs/population?niveau=epci&lieux=89024,epci:200067114,departement:89,99999',
  '/indicateurs/population?niveau=canton',
  '/indicateurs/population?carte=carres&ou=ici&lieux=89024&ajouter=saint',
  '/indicateurs/population?ou=france&page=3',
  '/comparer',
  '/comparer?lieux=89206,89024,epci:200067114&indicateurs=population,evolution-population',
  '/comparer?lieux=89206&pairs=strate',
  '/comparer?lieux=epci:200067114&pairs=voisins',
  '/comparer?lieux=89206,99999&indicateurs=inconnu&ajouter=saint',
  '/comparer/integrer?lieux=89206,89024',
  '/methode/pairs',
  '/cartes/population/communes/89206-joigny',
  '/cartes/evolution-population/epci/200067114-ca-de-l-auxerrois?edition=1&pairs=sans&taille=carre',
  '/cartes/population/pays/FR-france/integrer?pairs=sans',
  '/recherche',
  '/recherche?q=combien+d%E2%80%99habitants+%C3%A0+Joigny',
  '/recherche?q=revenu+m%C3%A9dian+89300',
  '/recherche?q=zzzzzz',
  '/territoires',
  '/territoires?q=joigny',
  '/territoires?q=introuvable',
  '/territoires/communes/89024-auxerre',
  '/territoires/communes/89024-auxerre/themes/habitants',
  '/territoires/communes/89086-charny-oree-de-puisaye',
  '/territoires/communes/89448-vignes',
  '/territoires/epci/200067114-ca-de-l-auxerrois',
  '/territoires/cantons/8905-avallon',
  '/territoires/cantons/8901-auxerre-1',
  '/territoires/arrondissements/891-auxerre',
  '/territoires/departements/89-yonne',
  '/territoires/departements/89-yonne?tri=population',
  '/territoires/regions/27-bourgogne-franche-comte',
  '/territoires/pays/FR-france',
  '/api',
  '/docs/erreurs',
  '/mentions-legales',
  '/donnees-personnelles',
  '/accessibilite',
  '/plan-du-site',
  '/figures',
  '/connexion',
  '/nulle-part',
]

// All the rules once; then, on the same pages in the other colours, those that colours and width can break.
for (const [scheme, width, rules] of [
  ['dark', 320, []],
  ['light', 1280, ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']],
] as const)
  test(`axe finds nothing on any page, and none scrolls sideways (${scheme}, ${width} px)`, async () => {
    const started = await portal()
    const { url, browser, product } = started
    await publishPlaces(started)
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
    const wrong: string[] = []
    const waiting = [...PAGES]
    const visit = async () => {
      const page = await context.newPage()
      page.on('console', (message) => message.text().includes('Content Security Policy') && wrong.push(message.text()))
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await page.goto(url + path)
        wrong.push(...(await axe(page, rules)).map((line) => `${path} ${line}`))
        if (await overflows(page)) wrong.push(`${path} scrolls sideways`)
      }
    }
    const failing = async () => {
      const page = await context.newPage()
      for (const status of [403, 429, 500, 503]) {
        const html = renderPage(
          ErrorPage({ site: product.site, status, title: 'Titre', detail: 'Ce qui arrive.', instance: 'a-b-c' }),
        )
        await page.route(`${url}/panne`, (route) =>
          route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
        )
        await page.goto(`${url}/panne`)
        wrong.push(...(await axe(page, rules)).map((line) => `${status} ${line}`))
        if (await overflows(page)) wrong.push(`${status} scrolls sideways`)
        await page.unroute(`${url}/panne`)
      }
    }
    await Promise.all([visit(), visit().then(failing)])
    await context.close()
    assert.deepEqual(wrong, [])
  })

test('every public page says its title once, its description, its own address, and its language', async () => {
  const { url, product } = await portal()
  const titles = new Set<string>()
  for (const path of PAGES.filter(
    (p) => !p.includes('?') && !p.startsWith('/donnees/aires-d-essai') && !['/connexion', '/nulle-part'].includes(p),
  )) {
    const html = await (await fetch(url + path)).text()
    assert.match(html, /<html lang="fr">/, path)
    assert.match(html, /<meta name="description" content="[^"]{20,}"/, path)
    assert.match(html, /<meta property="og:title" content="[^"]+"/, path)
    assert.ok(html.includes(`<link rel="canonical" href="${product.site.publicUrl}${path}"`), `${path}: canonical`)
    assert.equal(html.match(/<h1[ >]/g)?.length, 1, `${path}: one h1`)
    assert.match(html, /class="skip" href="#contenu"/, path)
    const title = /<title>([^<]+)</.exec(html)?.[1] ?? ''
    assert.ok(!titles.has(title), `${path}: the title « ${title} » is that of another page`)
    titles.add(title)
  }
})

test('typing under the head of a column changes the rows, the count and the files, without leaving the page', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(url + POPULATION)
  const field = page.getByLabel('Chercher dans la colonne Nom de la commune')
  await field.fill('joigny')
  await page.locator('#compte', { hasText: '7' }).filter({ hasText: 'sur' }).waitFor()
  assert.match(page.url(), /dans\.nom_de_la_commune=joigny/)
  assert.equal(await field.evaluate((element) => element === document.activeElement), true)
  assert.match((await page.getByRole('link', { name: /^Parquet/ }).getAttribute('href')) ?? '', /where=.*joigny/)
  await page.close()
})

test('without JavaScript, the same search is a form, and its address stays short', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url + POPULATION)
  await page.getByLabel('Chercher dans la colonne Nom de la commune').fill('joigny')
  await page.keyboard.press('Enter')
  await page.locator('#compte', { hasText: 'sur' }).waitFor()
  assert.equal(new URL(page.url()).search, '?dans.nom_de_la_commune=joigny')
  await context.close()
})

test('at 200 % of the size of text, no page scrolls sideways', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ viewport: { width: 640, height: 800 } })
  const page = await context.newPage()
  const wrong: string[] = []
  for (const path of ['/', '/donnees', POPULATION, '/territoires/communes/89024-auxerre', '/api', '/connexion']) {
    await page.goto(url + path)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    if (await overflows(page)) wrong.push(path)
  }
  await context.close()
  assert.deepEqual(wrong, [])
})

test('on paper, a place keeps its figures and sources and loses what one clicks', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(`${url}/territoires/communes/89024-auxerre`)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation').filter({ visible: true }).count(), 0)
  assert.equal(await page.getByText('Source : INSEE').first().isVisible(), true)
  assert.equal(await page.locator('.keys .big').first().isVisible(), true)
  await page.close()
})

test('without JavaScript, one goes from the home page to a figure, its source and its rows', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('searchbox').fill('combien d’habitants à auxere')
  await page.getByRole('button', { name: 'Chercher' }).click()
  assert.match(await page.locator('section[aria-labelledby=reponse]').innerText(), /Auxerre compte 35.097\shabitants/)
  await page.getByRole('link', { name: 'Tout sur Auxerre' }).click()
  assert.match(page.url(), /\/territoires\/communes\/89024-auxerre$/)
  assert.match(await page.locator('main').innerText(), /Auxerre compte 35.097\shabitants en 2023/)
  await page.getByRole('link', { name: 'Voir les lignes d’où viennent ces chiffres' }).click()
  const cells = await page.locator('section[aria-labelledby=lignes] tbody td:nth-child(4)').allInnerTexts()
  assert.deepEqual(
    cells.map((cell) => cell.replace(/\s/g, '')),
    ['34846', '34764', '34451', '34151', '34778', '35236', '35097'],
  )
  await page.getByLabel('Colonne', { exact: true }).selectOption('annee')
  await page.getByLabel('Condition').selectOption('plus')
  await page.getByLabel('Valeur').fill('2022')
  await page.getByRole('button', { name: 'Ajouter ce filtre' }).click()
  assert.equal(await page.locator('section[aria-labelledby=lignes] tbody tr').count(), 2)
  await context.close()
})

test('the keyboard alone reaches the content, the search and its propositions', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(url)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Aller au contenu')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('joign')
  await page.getByRole('option', { name: 'Joigny (Yonne)', exact: true }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/territoires/communes/89206-joigny')
  await page.close()
})

test('a public page ships at most 10 kB of script and 20 kB of styles, compressed', async () => {
  const started = await portal()
  const { url } = started
  await publishPlaces(started)
  for (const path of ['/', '/donnees', POPULATION, '/donnees/aires-d-essai', '/territoires/communes/89024-auxerre']) {
    const html = await (await fetch(url + path)).text()
    const sizeOf = async (pattern: RegExp) => {
      const sizes = [...html.matchAll(pattern)].map(
        async ([, address]) => gzipSync(await (await fetch(url + address)).text()).length,
      )
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    }
    const script = await sizeOf(/<script type="module" src="([^"]+)"/g)
    const styles = await sizeOf(/<link rel="stylesheet" href="([^"]+)"/g)
    assert.ok(script <= 10_000, `${path}: ${script} bytes of script`)
    assert.ok(styles > 0 && styles <= 20_000, `${path}: ${styles} bytes of styles`)
  }
})

test('every page carries a policy that lets no foreign or inline script run', async () => {
  const { url } = await portal()
  const policy = (await fetch(url)).headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /unsafe/)
})

test('a form that another site sends with our cookie is refused', async () => {
  const { url } = await portal()
  const headers = { cookie: 'icauna=x', 'sec-fetch-site': 'cross-site', accept: 'application/json' }
  assert.equal((await fetch(`${url}/deconnexion`, { method: 'POST', headers })).status, 403)
})
