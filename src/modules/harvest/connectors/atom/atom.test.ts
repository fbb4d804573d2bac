import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ask } from '../../network/ask.ts'
import { type AtomFetch, atom } from './atom.ts'

const GPF = 'https://data.geopf.fr/annexes/ressources/xsd/gpf_dl.xsd'
const SERVICE = 'https://data.geopf.fr/telechargement/capabilities'
const RESOURCE = 'https://data.geopf.fr/telechargement/resource/LIMITES'

const feed = (entries: string, attributes = '') =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:gpf_dl="${GPF}" ${attributes}><title>Un flux</title>${entries}</feed>`
const entry = (title: string, link: string, inside = '') =>
  `<entry><title>${title}</title>${link}<updated>2026-01-01T00:00:00Z</updated>${inside}</entry>`
const toFeed = (href: string) => `<link rel="alternate" type="application/atom+xml" href="${href}"/>`

const find = (fetch: Partial<AtomFetch>, feeds: Readonly<Record<string, string>>) => {
  const text: Ask['text'] = async (url) => ({ text: feeds[url] ?? assert.fail(`${url} is not asked`), url })
  return atom.find({ connector: 'atom', feed: SERVICE, resource: {}, ...fetch }, { text } as Ask)
}

test('a file is reached from feed to feed: the dataset, its newest edition, the format wanted', async () => {
  const found = await find(
    {
      through: [{ title: '^limites$' }, { title: '_GPKG_', edition: '(\\d{4}-\\d{2}-\\d{2})$' }],
      resource: { formats: ['gpkg', 'csv'] },
    },
    {
      [SERVICE]: feed(
        entry('Autre', toFeed('resource/AUTRE')) + entry('Limites', toFeed('resource/LIMITES')),
        'gpf_dl:page="1" gpf_dl:pagecount="1"',
      ),
      [RESOURCE]: feed(
        entry('L_SHP_2026-01-01', toFeed(`${RESOURCE}/c`)) + entry('L_GPKG_2024-06-15', toFeed(`${RESOURCE}/a`)),
        'gpf_dl:page="1" gpf_dl:pagecount="2"',
      ),
      [`${RESOURCE}?page=2`]: feed(
        entry('L_GPKG_2026-06-15', toFeed(`${RESOURCE}/b`)),
        'gpf_dl:page="2" gpf_dl:pagecount="2"',
      ),
      [`${RESOURCE}/b`]: feed(
        entry(
          'Fichiers',
          `<link href="/d/l.gpkg.md5" type="text/plain"/><link rel="describedby" href="/d/notice.csv" type="text/csv"/>
           <link rel="section" href="/d/l.gpkg?a=1&amp;b=2" type="application/geopackage+sqlite3"/>
           <link href="/d/" type="text/html"/><link href="javascript:alert(1)" type="text/csv"/>`,
        ),
      ),
    },
  )
  assert.deepEqual(found, { url: 'https://data.geopf.fr/d/l.gpkg?a=1&b=2', name: 'l.gpkg', edition: '2026-06-15' })
})

test('pages follow by their next link, the day of an edition goes before that of its entry, and circles are refused', async () => {
  const file = (name: string, day: string) =>
    entry(name, `<link href="/d/${name}" type="text/csv"/>`, `<gpf_dl:editionDate>${day}</gpf_dl:editionDate>`)
  const next = '<link rel="next" href="?suite=1"/>'
  const pages = {
    [SERVICE]: feed(`${next}${file('a.csv', '2024-05-01')}`),
    [`${SERVICE}?suite=1`]: feed(file('b.csv', '2025-05-01')),
  }
  assert.equal((await find({}, pages)).name, 'b.csv')
  await assert.rejects(
    find({}, { ...pages, [`${SERVICE}?suite=1`]: feed(next) }),
    /data\.geopf\.fr renvoie sans fin de page en page/,
  )
})

test('another kind of XML, another vocabulary, or a renamed entry are told in words', async () => {
  await assert.rejects(find({}, { [SERVICE]: '<rss/>' }), /n’est pas un flux ATOM/)
  const wrong = feed('').replace('http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#')
  await assert.rejects(find({}, { [SERVICE]: wrong }), /n’est pas un flux ATOM/)
  await assert.rejects(
    find({ through: [{ title: 'limites' }] }, { [SERVICE]: feed(entry('Contours', toFeed('x'))) }),
    /Le seul fichier de « .* » n’est pas celui qui est attendu/,
  )
})
