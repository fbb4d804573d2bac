import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { conflict } from '../../kernel/errors.ts'
import type { Dataset, Organisation, Version } from '../catalog/index.ts'
import type { IngestRequest, Overrides } from '../ingest/index.ts'
import { type Expected, readExpected } from './expected-datasets.ts'
import { loadDatasets } from './load-datasets.ts'

const expected: Expected = readExpected({
  organisations: [make.organisation({ id: 'insee', slug: 'insee', name: 'INSEE', type: 'etat', territory: null })],
  datasets: ['revenus', 'emplois'].map((id) => ({
    id,
    file: `${id}.csv`,
    title: `Les ${id} des communes`,
    description: 'Un tableau.',
    keywords: [],
    theme: 'SOCI',
    producer: 'insee',
    licence: 'lov2',
    frequency: 'ANNUAL',
    temporal: ['2021-01-01', '2021-12-31'],
    territory: 'pays:FR',
    provenance: '',
    sourceUrl: null,
    reading: { sheet: 'Données', columns: { 0: { type: 'text', label: 'Code' } } },
  })),
})

/** A catalogue in memory; an ingestion that publishes a version, or refuses what holds « illisible ». */
const office = () => {
  const datasets = new Map<string, Dataset>()
  const versions = new Map<string, Version>()
  const organisations = new Map<string, Organisation>()
  const overrides = new Map<string, Overrides>()
  const requests: IngestRequest[] = []
  let published = 0
  const load = loadDatasets({
    datasets: {
      get: async (id) => datasets.get(id),
      getBySlug: async (slug) => [...datasets.values()].find((one) => one.slug === slug),
      save: async (dataset) => void datasets.set(dataset.id, dataset),
    },
    versions: { get: async (id) => versions.get(id) },
    organisations: {
      get: async (id) => organisations.get(id),
      save: async (one) => void organisations.set(one.id, one),
    },
    blobs: {
      put: async (bytes) => {
        let text = ''
        for await (const chunk of bytes) text += Buffer.from(chunk).toString()
        return { sha256: text, bytes: text.length }
      },
    },
    // The database gives keys back in another order than they were given.
    overrides: {
      get: async (id) => Object.fromEntries(Object.entries(overrides.get(id) ?? {}).toReversed()),
      save: async (id, given) => void overrides.set(id, given),
    },
    ingest: async (request) => {
      requests.push(request)
      if (request.original.sha256.includes('illisible')) throw conflict('Ce fichier ne se lit pas.')
      const version = make.version({ id: `v${requests.length}`, original: request.original, rowCount: 3 })
      versions.set(version.id, version)
      const dataset = datasets.get(request.datasetId)
      if (dataset) datasets.set(dataset.id, { ...dataset, versionId: version.id })
      return version
    },
    maxUpload: 1e6,
    now: () => new Date('2026-11-25T10:00:00Z'),
  })
  const publish = async (id: string) => {
    published += 1
    const dataset = datasets.get(id)
    if (dataset) datasets.set(id, { ...dataset, status: 'published' })
  }
  const given = (files: Readonly<Record<string, string>>) => ({
    open: (name: string) =>
      files[name] === undefined
        ? undefined
        : (async function* () {
            yield Buffer.from(files[name] ?? '')
          })(),
  })
  const loadFiles = (files: Readonly<Record<string, string>>) => load(expected, given(files), { actor: 'moi', publish })
  return { datasets, organisations, requests, loadFiles, published: () => published }
}

test('a file found becomes a published dataset, read as the list says; one not found is told', async () => {
  const { datasets, organisations, requests, loadFiles, published } = office()
  const done = await loadFiles({ 'revenus.csv': 'a;b' })
  assert.deepEqual(
    done.map(({ id, outcome }) => [id, outcome]),
    [
      ['revenus', 'read'],
      ['emplois', 'no-file'],
    ],
  )
  assert.equal(datasets.get('revenus')?.slug, 'les-revenus-des-communes')
  assert.equal(datasets.get('revenus')?.status, 'published')
  assert.equal(datasets.has('emplois'), false)
  assert.ok(organisations.has('insee'))
  assert.deepEqual([requests.length, published()], [1, 1])
})

test('the same bytes read the same way are not read again; others are, without a second publication', async () => {
  const { requests, loadFiles, published } = office()
  await loadFiles({ 'revenus.csv': 'a;b' })
  assert.equal((await loadFiles({ 'revenus.csv': 'a;b' }))[0]?.outcome, 'unchanged')
  assert.equal((await loadFiles({ 'revenus.csv': 'a;c' }))[0]?.outcome, 'read')
  assert.deepEqual([requests.length, published()], [2, 1])
})

test('a file refused is told in French, and the dataset keeps what it had', async () => {
  const { datasets, loadFiles } = office()
  await loadFiles({ 'revenus.csv': 'a;b' })
  const [refused] = await loadFiles({ 'revenus.csv': 'illisible' })
  assert.deepEqual(refused?.outcome === 'refused' && refused.reason, 'Ce fichier ne se lit pas.')
  assert.equal(datasets.get('revenus')?.versionId, 'v1')
})

test('a list that is not one is refused by the place of its mistake', () => {
  assert.throws(() => readExpected({ organisations: [], datasets: [{ id: 'x' }] }), /ne peut pas être lue/)
})
