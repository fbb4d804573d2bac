import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { make } from '../../../test/make.ts'
import { freshDatabase } from '../../../test/postgres.ts'
import { postgresDatasets } from './dataset-store.postgres.ts'
import { postgresOrganisations } from './organisation-store.postgres.ts'
import type { CatalogueQuery } from './ports.ts'
import { postgresVersions } from './version-store.postgres.ts'

let context: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  context = await freshDatabase()
  const organisations = postgresOrganisations(context.database)
  const datasets = postgresDatasets(context.database)
  await organisations.save(make.organisation({ id: 'insee', slug: 'insee', name: 'INSEE' }))
  await datasets.save(
    make.dataset({ id: 'a', slug: 'colleges', title: 'Collèges publics de l’Yonne', theme: 'EDUC', producer: 'insee' }),
  )
  await datasets.save(
    make.dataset({
      id: 'b',
      slug: 'population',
      title: 'Population des communes',
      theme: 'SOCI',
      description: 'Inclut les élèves des collèges.',
    }),
  )
  await datasets.save(make.dataset({ id: 'c', slug: 'brouillon', title: 'Collèges, brouillon', status: 'draft' }))
})
after(() => context.close())

const query = (changes: Partial<CatalogueQuery>): CatalogueQuery => ({
  text: '',
  theme: [],
  producer: [],
  territory: [],
  format: [],
  licence: [],
  freshness: [],
  sort: 'relevance',
  page: 1,
  size: 20,
  ...changes,
})
const search = async (changes: Partial<CatalogueQuery>) => {
  const page = await postgresDatasets(context.database).search(query(changes))
  return {
    ids: page.items.map((item) => item.dataset.id),
    total: page.total,
    facets: page.facets,
    correction: page.correction,
  }
}

test('a dataset comes back as it was saved', async () => {
  const dataset = make.dataset({
    id: 'z',
    slug: 'z',
    title: 'Zones d’activité',
    keywords: ['économie'],
    temporalStart: '2020-01-01',
    status: 'draft',
  })
  const datasets = postgresDatasets(context.database)
  await datasets.save(dataset)
  assert.deepEqual(await datasets.get('z'), dataset)
})

test('the title weighs more than the description, and drafts stay hidden', async () => {
  assert.deepEqual((await search({ text: 'college' })).ids, ['a', 'b'])
})

test('a title weighs more than keywords, keywords than a description, a description than the labels of columns', async () => {
  const datasets = postgresDatasets(context.database)
  const versions = postgresVersions(context.database)
  const card = (id: string, changes: object) =>
    datasets.save(make.dataset({ id, slug: id, title: `Jeu ${id}`, ...changes }))
  await card('poids-4', {})
  const column = { name: 'a', type: 'text', semantic: null, unit: null, filled: 0, distinct: 0 } as const
  const empty = { min: null, max: null, mean: null, quantiles: null, top: [], histogram: [], sample: [] }
  const columns = [{ ...column, ...empty, label: 'Passerelle' }]
  const { number: _, publishedAt: _never, ...version } = make.version({ id: 'poids', datasetId: 'poids-4', columns })
  await versions.add(version)
  await versions.publish('poids-4', 'poids', new Date('2026-01-01T00:00:00Z'))
  await card('poids-3', { description: 'Où passe une passerelle.' })
  await card('poids-2', { keywords: ['passerelles'] })
  await card('poids-1', { title: 'Passerelles de l’Yonne' })
  assert.deepEqual((await search({ text: 'passerelle' })).ids, ['poids-1', 'poids-2', 'poids-3', 'poids-4'])
})

test('a change is found at once, and a dataset that leaves the public is found no more', async () => {
  const datasets = postgresDatasets(context.database)
  const find = async () => (await datasets.search(query({ text: 'hydravions' }))).items.map((item) => item.dataset.id)
  const dataset = make.dataset({ id: 'h', slug: 'h', title: 'Hydravions' })
  assert.deepEqual(await find(), [])
  await datasets.save(dataset)
  assert.deepEqual(await find(), ['h'])
  assert.deepEqual(await datasets.suggest('hydr', 5), [{ kind: 'dataset', label: 'Hydravions', href: '/donnees/h' }])
  assert.deepEqual(
    (await datasets.suggest('hidravion', 5)).map((s) => s.label),
    ['Hydravions'],
  )
  await datasets.save({ ...dataset, status: 'archived' })
  assert.deepEqual([await find(), await datasets.suggest('hydr', 5)], [[], []])
})

test('producers and places are told by their names', async () => {
  const datasets = postgresDatasets(context.database, async (ids) => new Map(ids.map((id) => [id, `Lieu ${id}`])))
  await datasets.save(make.dataset({ id: 'lieu', slug: 'lieu', title: 'Lieux', territory: 'commune:89024' }))
  const { facets } = await datasets.search(query({ text: 'lieux' }))
  assert.deepEqual(facets.territory, [{ value: 'commune:89024', label: 'Lieu commune:89024', count: 1 }])
  await datasets.save(make.dataset({ id: 'lieu', slug: 'lieu', title: 'Lieux', status: 'draft' }))
})

test('a spelling mistake is corrected, and the correction is told', async () => {
  const found = await search({ text: 'poplation' })
  assert.deepEqual([found.ids, found.correction], [['b'], 'population'])
})

test('the beginning of the last word is enough', async () => {
  assert.deepEqual((await search({ text: 'popul' })).ids, ['b'])
})

test('a facet keeps showing the choices beside the one that was made', async () => {
  const found = await search({ theme: ['EDUC'] })
  assert.deepEqual(found.ids, ['a'])
  assert.deepEqual(
    found.facets.theme.map((v) => [v.value, v.count]),
    [
      ['EDUC', 1],
      ['SOCI', 1],
    ],
  )
  assert.deepEqual(
    found.facets.producer.map((v) => [v.label, v.count]),
    [['INSEE', 1]],
  )
})

test('a former address still finds its dataset', async () => {
  const datasets = postgresDatasets(context.database)
  await datasets.save(make.dataset({ id: 'm', slug: 'avant', title: 'Musées', status: 'draft' }))
  await datasets.save(make.dataset({ id: 'm', slug: 'apres', title: 'Musées', status: 'draft' }))
  assert.equal((await datasets.getBySlug('avant'))?.slug, 'apres')
})

test('versions are numbered in order and publishing moves the pointer', async () => {
  const versions = postgresVersions(context.database)
  const datasets = postgresDatasets(context.database)
  await datasets.save(make.dataset({ id: 'v', slug: 'v', title: 'Voies', status: 'draft' }))
  const { number: _, publishedAt: _never, ...fresh } = make.version({ id: 'v1', datasetId: 'v' })
  assert.equal((await versions.add(fresh)).number, 1)
  assert.equal((await versions.add({ ...fresh, id: 'v2' })).number, 2)
  await versions.publish('v', 'v2', new Date('2026-09-01T00:00:00Z'))
  const dataset = await datasets.get('v')
  assert.deepEqual([dataset?.versionId, dataset?.updatedAt], ['v2', '2026-09-01T00:00:00Z'])
  assert.deepEqual(await versions.get('v1'), { ...fresh, number: 1, publishedAt: null })
})

test('a version is dated when the public first sees it, not before', async () => {
  const versions = postgresVersions(context.database)
  const datasets = postgresDatasets(context.database)
  const draft = make.dataset({ id: 'w', slug: 'w', title: 'Ponts', status: 'draft' })
  await datasets.save(draft)
  const { number: _, publishedAt: _never, ...fresh } = make.version({ id: 'w1', datasetId: 'w' })
  const dates = async () => (await versions.ofDataset('w')).map((v) => [v.id, v.publishedAt])
  await versions.add(fresh)
  await versions.publish('w', 'w1', new Date('2026-09-01T00:00:00Z'))
  await versions.add({ ...fresh, id: 'w2' })
  await versions.publish('w', 'w2', new Date('2026-09-02T00:00:00Z'))
  assert.deepEqual(await dates(), [
    ['w2', null],
    ['w1', null],
  ])
  await datasets.save({ ...draft, status: 'published', updatedAt: '2026-09-03T00:00:00Z' })
  await versions.add({ ...fresh, id: 'w3' })
  assert.deepEqual(await dates(), [
    ['w3', null],
    ['w2', '2026-09-03T00:00:00Z'],
    ['w1', null],
  ])
})
