import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cardPrint } from '../src/modules/catalog/index.ts'
import { make } from './make.ts'
import { fileForm, form, office } from './office.ts'

let all: Awaited<ReturnType<typeof office>>
const SHOWN = new Date('2026-11-20T10:00:00Z')
const TRICK = `"'><script>alert(1)</script>`
before(async () => {
  all = await office()
  const { datasets, versions, attachments } = all
  const text = { description: 'Salaires **secrets** [ici](javascript:alert(1)).', keywords: ['licenciements'] }
  await datasets.save(
    make.dataset({ id: 'b', slug: 'brouillon', title: 'Licenciements prévus', ...text, status: 'draft' }),
  )
  await datasets.save(make.dataset({ id: 'p', slug: 'ponts', title: 'Ponts de l’Yonne', producer: 'org-a' }))
  for (const [id, datasetId] of [
    ['b1', 'b'],
    ['p1', 'p'],
    ['p2', 'p'],
  ] as const) {
    const { number: _, publishedAt: _never, ...version } = make.version({ id, datasetId })
    await versions.add(version)
  }
  await versions.publish('b', 'b1', SHOWN)
  await versions.publish('p', 'p1', SHOWN)
  const document = { title: 'Notice', name: 'n.pdf', mediaType: 'application/pdf', bytes: 4, sha256: '0'.repeat(64) }
  await attachments.add({ id: 'db', datasetId: 'b', ...document })
})
after(() => all.close())

const status = async (url: string) => (await all.ask(null, { url })).statusCode

test('nobody outside reaches a draft, by its address or its identifier', async () => {
  const pages = [
    '',
    '/colonnes',
    '/versions',
    '/api',
    '/original',
    '/rejets.csv',
    '/documents/db',
    '/filtrer?colonne=a&op=b',
  ]
  const api = [
    '',
    '/versions',
    '/versions/1',
    '/attachments',
    '/rows',
    '/rows?version=1',
    '/rows/1',
    '/count',
    '/aggregates',
  ]
  const files = [
    '/facets?columns=a',
    ...['csv', 'xlsx', 'json', 'ndjson', 'geojson', 'parquet'].map((f) => `/rows.${f}`),
  ]
  const urls = [
    ...pages.map((end) => `/donnees/brouillon${end}`),
    ...['brouillon', 'b'].flatMap((name) => [...api, ...files].map((end) => `/api/v1/datasets/${name}${end}`)),
  ]
  const seen: string[] = []
  for (const url of urls) if ((await status(url)) !== 404) seen.push(url)
  assert.deepEqual(seen, [])
  assert.equal((await all.ask('reader', { url: '/donnees/brouillon' })).statusCode, 200)
})

test('a draft is told by no search, suggestion, correction, facet or count', async () => {
  for (const url of [
    '/api/v1/datasets?q=licenciements',
    '/api/v1/datasets?q=licensiements',
    '/api/v1/datasets',
    '/donnees?q=licenciemants',
    '/donnees/suggestions?q=licenciements',
    '/api/v1/organizations',
  ])
    assert.doesNotMatch((await all.ask(null, { url })).body, /licenciements(?! *["&])|prévus/i, url)
  const { correction } = (await all.ask(null, { url: '/api/v1/datasets?q=licenciemants' })).json()
  assert.equal(correction, null)
})

test('a version that waits for an agreement is not served, nor listed', async () => {
  const json = async (url: string) => (await all.ask(null, { url })).json()
  assert.equal((await json('/api/v1/datasets/ponts')).version.number, 1)
  assert.deepEqual(
    (await json('/api/v1/datasets/ponts/versions')).map((v: { number: number }) => v.number),
    [1],
  )
  for (const url of ['/versions/2', '/rows?version=2', '/rows.csv?version=2', '/count?version=2'])
    assert.equal(await status(`/api/v1/datasets/ponts${url}`), 404, url)
  assert.equal(await status('/api/v1/datasets/ponts/rows?version=1'), 200)
  assert.doesNotMatch((await all.ask(null, { url: '/donnees/ponts/versions' })).body, /version 2/i)
})

test('what people typed is never markup, wherever it is shown', async () => {
  const { datasets, versions, organisations, attachments } = all
  await organisations.save(make.organisation({ id: 'x', slug: 'x', name: TRICK, description: TRICK }))
  const words = { title: TRICK, description: `${TRICK} </script><script>alert(1)</script>`, provenance: TRICK }
  const more = { keywords: [TRICK], localThemes: [TRICK], contact: TRICK, legalBasis: TRICK, producer: 'x' }
  await datasets.save(make.dataset({ id: 'x', slug: 'x', ...words, ...more }))
  const {
    number: _,
    publishedAt: _never,
    ...version
  } = make.version({
    id: 'x1',
    datasetId: 'x',
    columns: [
      {
        name: 'a',
        label: TRICK,
        type: 'text',
        semantic: null,
        unit: TRICK,
        filled: 1,
        distinct: 1,
        min: TRICK,
        max: TRICK,
        mean: null,
        quantiles: null,
        top: [{ label: TRICK, count: 1 }],
        histogram: [],
        sample: [TRICK],
      },
    ],
    decisions: [{ key: 'format', value: TRICK, because: TRICK, imposed: false }],
    diagnostics: [{ severity: 'warning', kind: 'a', message: TRICK, line: 1, column: TRICK }],
    original: { sha256: '0'.repeat(64), name: `${TRICK}.csv`, bytes: 1 },
  })
  await versions.add(version)
  await versions.publish('x', 'x1', SHOWN)
  await attachments.add({
    id: 'dx',
    datasetId: 'x',
    title: TRICK,
    name: TRICK,
    mediaType: 'text/plain',
    bytes: 1,
    sha256: '0'.repeat(64),
  })
  const trick = encodeURIComponent(TRICK)
  for (const url of [
    '/donnees',
    `/donnees?q=${trick}`,
    `/donnees?theme=${trick}&format=${trick}`,
    '/donnees/x',
    `/donnees/x?filtre=${trick}`,
    '/donnees/x/colonnes',
    '/donnees/x/versions',
    '/donnees/x/api',
    '/organisations',
    '/organisations/x',
    '/atelier',
    '/atelier/jeux/x',
    '/atelier/jeux/x/fiche',
    '/atelier/organisations?id=x',
    '/atelier/journal',
    `/connexion?vers=${encodeURIComponent(`/${TRICK}`)}`,
  ]) {
    const { body, statusCode } = await all.ask('administrator', { url })
    assert.ok([200, 303].includes(statusCode), `${url}: ${statusCode}`)
    assert.doesNotMatch(body, /<script>alert/, url)
  }
})

test('Markdown carries no address that runs', async () => {
  const { body } = await all.ask('reader', { url: '/donnees/brouillon' })
  assert.match(body, /<strong>secrets<\/strong>/)
  assert.doesNotMatch(body, /href="javascript:/)
})

test('a file name neither breaks a header nor leaves its folder', async () => {
  const names = [
    '../../etc/passwd',
    '..\\..\\notes.pdf',
    'été "2025"; x=y.pdf',
    'l’\u202Efdp.exe',
    'a%0d%0aset-cookie: b.txt',
  ]
  for (const name of names)
    await all.ask('editor', {
      method: 'POST',
      url: '/atelier/jeux/p/documents',
      ...fileForm(name.replaceAll('"', '%22'), 'contenu', { title: name }),
    })
  const joined = await all.attachments.ofDataset('p')
  assert.equal(joined.length, names.length)
  for (const { id, name } of joined) {
    assert.doesNotMatch(name, /[/\\\u202E]/)
    const { headers, body } = await all.ask(null, { url: `/donnees/ponts/documents/${id}` })
    assert.equal(body, 'contenu')
    assert.match(
      String(headers['content-disposition']),
      /^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.~!%-]+$/,
    )
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['set-cookie'], undefined)
  }
})

/** What the form of the card carries. */
const printOfCard = async (): Promise<string> => {
  const dataset = await all.datasets.get('p')
  assert.ok(dataset)
  return cardPrint(dataset)
}

test('odd signs in an address or a form are answered, never a failure', async () => {
  for (const url of [
    '/donnees?q=%00',
    '/api/v1/datasets?q=%00%27%22%5C',
    "/api/v1/datasets?q='%20or%201=1--&theme=%00&sort=use",
    '/api/v1/datasets?q=%26%20%7C%20!%20(%20:*',
    '/donnees/suggestions?q=%25_%5C%00',
    '/donnees/..%2f..%2fetc%2fpasswd',
    '/donnees/%00',
    '/api/v1/datasets/%00/rows',
    '/organisations/%F0%9F%98%80',
    '/donnees/ponts/documents/..%2f..',
    '/donnees?page=99999999999999999999',
    '/api/v1/datasets?page=10000&size=100',
  ]) {
    const found = await status(url)
    assert.ok(found < 500, `${url}: ${found}`)
  }
  const fields = {
    title: 'Ponts\0 de l’Yonne',
    producer: 'inconnue',
    territory: 'nulle part',
    temporalStart: '2024-02-31',
    fiche: await printOfCard(),
  }
  const answer = await all.ask('editor', { method: 'POST', url: '/atelier/jeux/p/fiche', ...form(fields) })
  assert.equal(answer.statusCode, 422)
  for (const sentence of ['organisation de la liste', 'Aucun lieu ne porte ce nom', 'AAAA-MM-JJ'])
    assert.match(answer.body, new RegExp(sentence))
})

test('the territory of a card is written as people say it', async () => {
  const fields = {
    title: 'Ponts de l’Yonne',
    producer: 'org-a',
    licence: 'lov2',
    territory: 'yonne',
    localThemes: 'Routes, routes , Ouvrages',
    fiche: await printOfCard(),
  }
  await all.ask('editor', { method: 'POST', url: '/atelier/jeux/p/fiche', ...form(fields) })
  const kept = await all.datasets.get('p')
  assert.deepEqual([kept?.territory, kept?.localThemes], ['departement:89', ['Routes', 'routes', 'Ouvrages']])
})
