import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { imitated } from '../src/modules/harvest/connectors/connectors.ts'
import { CONNECTOR_WORDS, type Feed, type Harvested, type Source } from '../src/modules/harvest/index.ts'
import { shippedSources } from '../src/modules/harvest/shipped-sources.disk.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { communesSource, harvestOffice } from './harvest-office.ts'
import { lightFill } from './light-fill.ts'
import { BREAKS, type Break, fileOf, type MadeTable, madeBytes, madeTable } from './made-files.ts'

/*
 * Every definition is run against its producer's service, imitated, with synthetic tables of the shape that it declares.
 * What they hold is made up: this proves that definitions can be satisfied and that broken editions are stopped, not that
 * producers publish what is declared.
 */
const COMMUNES = Array.from({ length: 24 }, (_, i) => ({
  code: `89${String(i + 1).padStart(3, '0')}`,
  name: `Bourg-${i}`,
}))
const HOME = { departement: '89', communes: COMMUNES.map(({ code }) => code) }
const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const THIS_YEAR = 2026

const { datasets: shipped } = await expectedDatasets()
const readingOf = ({ dataset, reading }: Feed) => reading ?? shipped.find(({ id }) => id === dataset)?.reading ?? {}

/** A definition, asking for no more rows than a test makes. */
const few = (source: Source): Source => ({
  ...source,
  feeds: source.feeds.map((feed) => ({
    ...feed,
    checks: { ...feed.checks, minRows: Math.min(feed.checks.minRows, 20) },
  })),
})
const sources = (await shippedSources(YONNE)).map(few)

let office: Awaited<ReturnType<typeof harvestOffice>>
before(async () => {
  office = await harvestOffice(COMMUNES)
})
after(() => office.close())

const identity = (table: MadeTable) => table

/** Harvests one edition of a source, each of its tables changed. */
const harvest = async (
  source: Source,
  change: (table: MadeTable) => MadeTable | null = identity,
  encode?: (text: string) => Buffer,
): Promise<Harvested> => {
  const file = fileOf(source)
  const sheets = source.feeds.map((feed) => {
    const table = madeTable(source, feed, HOME)
    return { table: change(table) ?? table, reading: readingOf(feed) }
  })
  const bytes = await madeBytes(source, file.name, sheets, encode)
  const answers = imitated(source.fetch, file, THIS_YEAR).map((answer) => [
    answer.url,
    'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : bytes,
  ])
  await office.serve(Object.fromEntries(answers))
  const [done] = await office.run([source])
  assert.ok(done)
  return done
}

const shownOf = ({ feeds }: Source) => feeds.map(({ dataset }) => office.datasets.get(dataset)?.versionId)

/** Series that are asked for by name always come under their name: its column cannot be renamed. */
const hasNamedSeries = ({ fetch }: Source) => fetch.connector === 'bdm' && 'series' in fetch.of

/** A series tells its area: a total is another series, which `where` leaves out. */
const isOfSeries = ({ fetch }: Source) => fetch.connector === 'bdm'

/** The breaks that have a meaning for what a source declares. */
const breaksOf = (source: Source): readonly (readonly [name: string, change: Break])[] =>
  Object.entries(BREAKS).filter(
    ([name, change]) =>
      !(name === 'an expected column renamed' && hasNamedSeries(source)) &&
      !(name === 'totals mixed with places' && isOfSeries(source)) &&
      source.feeds.some((feed) => change(madeTable(source, feed, HOME)) !== null),
  )

for (const source of sources)
  test(`${source.id}: what it declares can be published, and no broken edition is`, async () => {
    for (const feed of source.feeds) {
      const fill = lightFill(source, feed, HOME.communes)
      const table = madeTable(source, feed, HOME)
      assert.equal((await fill(table)).kind, 'published', feed.dataset)
      for (const [name, change] of Object.entries(BREAKS)) {
        const broken = change(table)
        if (broken) assert.equal((await fill(broken)).kind, 'waiting', `${feed.dataset}: ${name}`)
      }
    }
  })

/** Sources made up for the connectors that no shipped source speaks by, or by none that checks its places. */
const checks = {
  minRows: 10,
  columns: ['^code$', '^longitude$', '^latitude$', '^montant$'],
  ranges: [{ column: '^montant$', min: 0, max: 9000 }],
  places: { column: '^code$', level: 'commune' as const, least: 0.9 },
}
const OTHERS: readonly Source['fetch'][] = [
  { connector: 'tabular', dataset: 'jeu', resource: { file: 'csv$' }, where: { column: '^dep$', equals: '89' } },
  { connector: 'ckan', portal: 'https://ckan.exemple.fr', dataset: 'jeu', resource: { formats: ['csv'] } },
  { connector: 'dcat', catalogue: 'https://dcat.exemple.fr/c', dataset: 'jeu', resource: { formats: ['csv'] } },
  { connector: 'data-fair', host: 'fair.exemple.fr', dataset: 'jeu' },
  { connector: 'wfs', service: 'https://wfs.exemple.fr/ows', layer: 'a:lieux' },
  { connector: 'ogc-features', service: 'https://ogc.exemple.fr', collection: 'lieux' },
  { connector: 'arcgis', layer: 'https://arcgis.exemple.fr/FeatureServer/0' },
  { connector: 'atom', feed: 'https://atom.exemple.fr/c', through: [{}], resource: { formats: ['csv'] } },
  { connector: 'csw', service: 'https://csw.exemple.fr/c', record: 'fr-1', resource: { formats: ['csv'] } },
]
const everySource = [
  ...sources,
  ...OTHERS.map((fetch) => {
    const { feeds, ...made } = communesSource({ id: `exemple-${fetch.connector}`, fetch })
    const card = feeds[0]?.card
    return { ...made, feeds: [{ dataset: made.id, checks, ...(card ? { card: { ...card, title: made.id } } : {}) }] }
  }),
]

/** Each break, met by a source of each connector, through everything: found, received, read, built, compared, judged. */
const met = new Set<string>()
const isLast = (source: Source) =>
  everySource.findLast((one) => one.fetch.connector === source.fetch.connector) === source
for (const [i, source] of everySource.entries()) {
  const left = breaksOf(source).filter(([name]) => !met.has(`${source.fetch.connector} ${name}`))
  const ways = isLast(source) ? left : left.slice(i % Math.max(1, left.length)).slice(0, 1)
  for (const [name] of ways) met.add(`${source.fetch.connector} ${name}`)
  const names = ways.map(([name]) => name).join(', ')
  test(`${source.id} is found, received and read${names === '' ? '' : `, and stopped: ${names}`}`, async () => {
    const first = await harvest(source)
    assert.equal(first.run.state, 'published', JSON.stringify(first.run.log))
    const shown = shownOf(source)
    assert.equal((await harvest(source)).run.state, 'unchanged')
    for (const [name, change] of ways) {
      const { run } = await harvest(source, change)
      assert.ok(run.state === 'waiting' || run.state === 'failed', `${name}: ${run.state} ${JSON.stringify(run.log)}`)
      assert.deepEqual(shownOf(source), shown, name)
    }
    assert.deepEqual(office.bugs, [])
  })
}

const READINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'a byte-order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'lines of Windows': (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
}
test('every connector meets every break that has a meaning for what it brings', () => {
  assert.deepEqual(
    [...new Set(everySource.map(({ fetch }) => fetch.connector))].toSorted(),
    Object.keys(CONNECTOR_WORDS).toSorted(),
  )
  for (const source of everySource)
    for (const [name] of breaksOf(source))
      assert.ok(met.has(`${source.fetch.connector} ${name}`), `${source.fetch.connector}: ${name}`)
  const places = Object.keys(CONNECTOR_WORDS).filter((one) => !met.has(`${one} totals mixed with places`))
  assert.deepEqual(places, ['bdm'])
})

for (const id of ['logement-vacance', 'laposte-codes-postaux', 'logement-loyers-maisons', 'interieur-accidents'])
  test(`${id}: another way of writing the same file changes nothing of what is read`, async () => {
    const source = sources.find((one) => one.id === id)
    assert.ok(source)
    await harvest(source)
    const textOf = () => {
      const version = office.versions.get(shownOf(source)[0] ?? '')
      return version?.columns.map(({ label, type, distinct, min, max }) => [label, type, distinct, min, max])
    }
    const read = textOf()
    assert.match(JSON.stringify(read), /Saint-Étienne n° \d+, fenêtre à droite/)
    for (const [name, encode] of Object.entries(READINGS)) {
      const { run } = await harvest(source, identity, encode)
      assert.ok(run.state === 'published' || run.state === 'unchanged', `${name}: ${JSON.stringify(run.log)}`)
      assert.deepEqual(textOf(), read, name)
    }
  })
