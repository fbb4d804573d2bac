import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portal } from './portal.ts'

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

test('without JavaScript, one compares places: found by name, added, taken away, on chosen indicators', async () => {
  const { url, browser } = await portal()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const add = async (name: string) => {
    await page.getByRole('searchbox').fill(name)
    await page.getByRole('button', { name: 'Chercher' }).click()
  }
  await page.goto(`${url}/comparer`)
  await add('joigny')
  assert.equal(new URL(page.url()).search, '?lieux=89206')
  await add('charny')
  await page.getByRole('heading', { name: /quel lieu ajouter/ }).waitFor()
  await page.getByRole('link', { name: /^Charny Orée/ }).click()
  await add('auxerre')
  assert.equal(new URL(page.url()).search, '?lieux=89206,89086,89024')
  await page.getByRole('link', { name: 'Charny Orée de Puisaye : retirer de la comparaison' }).click()
  assert.equal(new URL(page.url()).search, '?lieux=89206,89024')
  assert.match(
    plain(await page.locator('main').innerText()),
    /En 2023, la valeur d’Auxerre \(35 097 habitants\) dépasse de [\d ]+ habitants celle de Joigny/,
  )
  await page.getByText('Choisir les indicateurs').click()
  await page.getByLabel('Habitants gagnés ou perdus').check()
  await page.getByRole('button', { name: 'Comparer sur ces indicateurs' }).click()
  assert.match(new URL(page.url()).search, /^\?lieux=89206,89024&indicateurs=[a-z0-9,-]*variation-population-2016/)
  const table = page.getByRole('region', { name: /Les lieux comparés/ }).getByRole('table')
  assert.match(plain(await table.innerText()), /le plus haut[\s\S]*le plus bas|le plus bas[\s\S]*le plus haut/)
  await context.close()
})

test('from the page of a place, one click leads to its peers, with the reason of the choice and its rank', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(`${url}/territoires/communes/89206-joigny`)
  await page.getByRole('link', { name: 'Comparer à ses pairs' }).click()
  const text = plain(await page.locator('main').innerText())
  assert.match(
    text,
    /Ses pairs sont les \d+ autres communes de 5 000 à 10 000 habitants de Bourgogne-Franche-Comté, car/,
  )
  assert.match(text, /\d+e sur \d+ communes de 5 000 à 10 000 habitants de Bourgogne-Franche-Comté/)
  await page.getByRole('link', { name: 'Les plus semblables' }).click()
  const rows = page.getByRole('region', { name: /Du plus semblable/ }).locator('tbody tr')
  assert.equal(await rows.count(), 12)
  const distances = (await rows.locator('td:last-child').allInnerTexts()).map((cell) => Number(cell.replace(',', '.')))
  assert.deepEqual(
    distances,
    distances.toSorted((a, b) => a - b),
  )
  await page.getByRole('link', { name: /Comment les pairs sont trouvés/ }).click()
  assert.match(plain(await page.locator('main').innerText()), /250 à 500 habitants/)
  await page.close()
})

test('the same comparison is a table to download, by extension or by format, and an answer of the API', async () => {
  const { url } = await portal()
  const query = 'lieux=89206,departement:89&indicateurs=population'
  const csv = await fetch(`${url}/comparer.csv?${query}`)
  assert.match(csv.headers.get('content-type') ?? '', /text\/csv/)
  const lines = (await csv.text()).trimEnd().split('\n')
  assert.equal(lines.length, 3)
  assert.match(lines[1] ?? '', /^commune,89206,Joigny,population,Population municipale,habitants,2023,\d+,value,/)
  assert.deepEqual((await (await fetch(`${url}/comparer?${query}&format=csv`)).text()).trimEnd().split('\n'), lines)
  const json = await (await fetch(`${url}/comparer?${query}&format=json`)).json()
  const api = await fetch(`${url}/api/v1/compare?places=89206,departement:89&indicators=population`)
  assert.deepEqual(await api.json(), json)
  assert.deepEqual(
    json.places.map((place: { id: string }) => place.id),
    ['commune:89206', 'departement:89'],
  )
})

test('peers of any level are told by the API, with their reason; a place that does not exist is refused', async () => {
  const { url } = await portal()
  const peersOf = async (id: string, kind = 'strate') =>
    (await fetch(`${url}/api/v1/places/${id}/peers?kind=${kind}`)).json()
  for (const [id, group] of [
    ['commune:89198', /^communes de 500 à 2 000 habitants de l’Yonne/],
    ['epci:200067304', /^communautés de communes de 15 000 à 30 000 habitants de Bourgogne-Franche-Comté$/],
    ['departement:89', /^départements de France de [\d ]+ à [\d ]+ habitants$/],
    ['region:27', /^régions de France$/],
  ] as const) {
    const found = await peersOf(id)
    assert.match(plain(found.group), group)
    assert.ok(found.peers.length >= 8 && found.peers.length <= 60, id)
    assert.equal(
      found.ranks[0].of,
      found.peers.length + 1 - Object.values<number>(found.ranks[0].without).reduce((a, b) => a + b, 0),
    )
  }
  const near = await peersOf('commune:89206', 'voisins')
  assert.equal(near.peers.length, 12)
  const [first] = near.peers
  const back = await peersOf(first.id, 'voisins')
  const mutual = back.peers.find((peer: { id: string }) => peer.id === 'commune:89206')
  if (mutual) assert.equal(mutual.distance, first.distance)
  const own = near.ranks[0].value
  for (const { population } of near.peers) assert.ok(population >= own / 3 && population <= own * 3)
  assert.match((await peersOf('pays:FR')).sentence, /n’a pas de pairs/)
  assert.equal((await fetch(`${url}/api/v1/places/commune:99999/peers`)).status, 404)
})

test('a code that is none is said in French and the rest is shown', async () => {
  const { url } = await portal()
  const html = plain(await (await fetch(`${url}/comparer?lieux=89206,99999,89448&indicateurs=population,zzz`)).text())
  assert.match(html, /« 99999 » n’est le code d’aucun lieu/)
  assert.match(html, /Vignes \(89448\) n’est plus un lieu d’aujourd’hui/)
  assert.match(html, /L’indicateur « zzz » n’est pas dans ce portail/)
  assert.match(html, /9 016/)
})

test('only the page made for frames may stand in one, without menu and without cookie', async () => {
  const { url } = await portal()
  const policy = async (path: string) => (await fetch(url + path)).headers.get('content-security-policy') ?? ''
  assert.match(await policy('/comparer/integrer?lieux=89206,89024'), /frame-ancestors \*/)
  assert.match(await policy('/comparer?lieux=89206,89024'), /frame-ancestors 'none'/)
  const html = await (await fetch(`${url}/comparer/integrer?lieux=89206,89024`)).text()
  assert.doesNotMatch(html, /<nav|<footer|<header/)
  assert.match(html, /<h1[ >]/)
})

test('typing under the comparison proposes places that are added at once', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(`${url}/comparer?lieux=89206`)
  await page.getByRole('combobox').fill('auxer')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/comparer?lieux=89206,89024')
  await page.close()
})

test('on paper, a comparison keeps its table and its sources and loses what one clicks', async () => {
  const { url, browser } = await portal()
  const page = await browser.newPage()
  await page.goto(`${url}/comparer?lieux=89206,89024`)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation').filter({ visible: true }).count(), 0)
  assert.equal(await page.getByText('Source : INSEE').first().isVisible(), true)
  assert.equal(await page.getByRole('region', { name: /Les lieux comparés/ }).isVisible(), true)
  assert.equal(await page.getByText('Repartir avec la comparaison').isVisible(), false)
  await page.close()
})
