import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { imitated } from '../src/modules/harvest/connectors/connectors.ts'
import type { Feed, Harvested, Source } from '../src/modules/harvest/index.ts'
import { shippedSources } from '../src/modules/harvest/shipped-sources.disk.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { harvestOffice } from './harvest-office.ts'
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

/** The breaks that have a meaning for what a source declares. */
const breaksOf = (source: Source): readonly (readonly [name: string, change: Break])[] =>
  Object.entries(BREAKS).filter(
    ([name, change]) =>
      !(name === 'an expected column renamed' && hasNamedSeries(source)) &&
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

/** Each break, met by a source of each connector, through everything: found, received, read, built, compared, judged. */
const met = new Set<string>()
for (const [i, source] of sources.entries()) {
  const ways = breaksOf(source).filter(([name]) => !met.has(`${source.fetch.connector} ${name}`))
  const [name, change] = ways[i % Math.max(1, ways.length)] ?? []
  if (name !== undefined) met.add(`${source.fetch.connector} ${name}`)
  test(`${source.id} is found, received and read${name === undefined ? '' : `, and stopped: ${name}`}`, async () => {
    const first = await harvest(source)
    assert.equal(first.run.state, 'published', JSON.stringify(first.run.log))
    const shown = shownOf(source)
    assert.equal((await harvest(source)).run.state, 'unchanged')
    if (change) {
      const { run } = await harvest(source, change)
      assert.ok(run.state === 'waiting' || run.state === 'failed', `${run.state} ${JSON.stringify(run.log)}`)
      assert.deepEqual(shownOf(source), shown)
    }
    assert.deepEqual(office.bugs, [])
  })
}

const READINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'a byte-order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'lines of Windows': (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
}
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
