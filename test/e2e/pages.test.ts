import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { axe, overflows, portal } from './portal.ts'

const POPULATION = '/donnees/population-municipale-des-communes-de-l-yonne-2016-2023'
const PAGES = [
  '/',
  '/donnees',
  '/donnees?q=poplation',
  '/donnees?q=introuvable',
  POPULATION,
  `${POPULATION}?filtre=population_municipale+%3E%3D+5000&tri=-population_municipale`,
  `${POPULATION}/colonnes`,
  `${POPULATION}/versions`,
  `${POPULATION}/api`,
  '/organisations',
  '/organisations/insee',
  '/territoires',
  '/territoires?q=joigny',
  '/territoires/communes/89024-auxerre',
  '/territoires/communes/89448-vignes',
  '/territoires/epci/200067114-ca-de-l-auxerrois',
  '/territoires/departements/89-yonne',
  '/territoires/regions/27-bourgogne-franche-comte',
  '/api',
  '/docs/erreurs',
  '/mentions-legales',
  '/donnees-personnelles',
  '/accessibilite',
  '/plan-du-site',
  '/connexion',
  '/nulle-part',
]

for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 320],
] as const)
  test(`axe finds nothing on any page, and none scrolls sideways (${scheme}, ${width} px)`, async () => {
    const { url, browser } = await portal()
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme })
    const page = await context.newPage()
    const blocked: string[] = []
    page.on('console', (message) => message.text().includes('Content Security Policy') && blocked.push(message.text()))
    const wrong: string[] = []
    for (const path of PAGES) {
      await page.goto(url + path)
      wrong.push(...(await axe(page)).map((line) => `${path} ${line}`))
      if (await overflows(page)) wrong.push(`${path} scrolls sideways`)
    }
    await context.close()
    assert.deepEqual([...wrong, ...blocked], [])
  })

test('without JavaScript, one goes from the home page to a figure, its source and its rows', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('searchbox').fill('auxerre')
  await page.getByRole('button', { name: 'Chercher' }).click()
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
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/territoires/communes/89206-joigny')
  await page.close()
})

test('a public page ships at most 10 kB of script and 20 kB of styles, compressed', async () => {
  const { url } = await portal()
  for (const path of ['/', '/donnees', POPULATION, '/territoires/communes/89024-auxerre']) {
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
