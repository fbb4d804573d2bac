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
