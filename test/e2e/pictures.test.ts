import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portal } from './portal.ts'

/** Every kind of page with figures that a person shares the link of. */
const PAGES = [
  '/',
  '/territoires',
  '/territoires/communes/89024-auxerre',
  '/territoires/epci/200067114-ca-de-l-auxerrois',
  '/territoires/cantons/8905-avallon',
  '/territoires/arrondissements/891-auxerre',
  '/territoires/departements/89-yonne',
  '/territoires/regions/27-bourgogne-franche-comte',
  '/territoires/pays/FR-france',
  '/indicateurs',
  '/indicateurs/population',
  '/comparer',
  '/comparer?lieux=89206,89024&indicateurs=population',
  '/comparer?lieux=89206&pairs=strate',
  '/methode/pairs',
  '/cartes',
  '/cartes/population/communes/89206-joigny',
  '/recherche',
  '/recherche?q=combien+d%E2%80%99habitants+%C3%A0+Auxerre',
  '/donnees',
  '/donnees/population-municipale-des-communes-de-l-yonne-2016-2023',
  '/organisations',
  '/organisations/insee',
  '/figures',
  '/api',
]

const metaOf = (html: string, property: string): string =>
  new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''

test('every kind of page has a picture of its own, of the size that it says, with its own title and words', async () => {
  const { url, product } = await portal()
  const seen = { image: new Set<string>(), title: new Set<string>(), alt: new Set<string>(), bytes: new Set<string>() }
  for (const path of PAGES) {
    const html = await (await fetch(url + path)).text()
    const [image, title] = [metaOf(html, 'og:image'), metaOf(html, 'og:title')]
    const alt = metaOf(html, 'og:image:alt')
    assert.ok(image.startsWith(`${product.site.publicUrl}/`), `${path} : ${image}`)
    assert.ok(title !== '' && alt.includes(title), `${path} : ${alt}`)
    const answer = await fetch(image.replace(product.site.publicUrl, url))
    const png = Buffer.from(await answer.arrayBuffer())
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png'], path)
    // The first bytes of a PNG, then its width and height (PNG 1.2, 11.2.2).
    assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n', path)
    const size = [png.readUInt32BE(16), png.readUInt32BE(20)].map(String)
    assert.deepEqual(size, [metaOf(html, 'og:image:width'), metaOf(html, 'og:image:height')], path)
    assert.deepEqual(size, ['1200', '630'], path)
    for (const [of, value] of Object.entries({ image, title, alt, bytes: png.toString('base64') })) {
      const known = seen[of as keyof typeof seen]
      assert.ok(!known.has(value), `${path} : ${of} d’une autre page`)
      known.add(value)
    }
  }
})

test('there is no picture of what does not exist', async () => {
  const { url } = await portal()
  for (const path of ['organisations/personne.png', 'inconnu.png', 'comparer.png?lieux=99999'])
    assert.equal((await fetch(`${url}/images/${path}`)).status, 404, path)
})
