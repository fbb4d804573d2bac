import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { OPERATOR } from '../../src/cli/operator.ts'
import { publishDataset } from '../../src/modules/catalog/index.ts'
import { seriesOf, valueAt } from '../../src/modules/indicator/index.ts'
import { parseFilter } from '../../src/modules/query/index.ts'
import { sharedFolder } from '../shared.ts'
import { portal } from './portal.ts'

const shared = sharedFolder()
const skip = existsSync(join(shared, 'data')) ? false : 'the folder of real files is not there'
/** Inhabitants of the Yonne in 2023, the sum of its 423 communes in INSEE’s own file; a commune whose income is secret. */
const [YONNE, SECRET] = [332_267, '89002']
const FILES = [
  'data/indicateurs/filosofi_2021_communes.csv',
  'data/services/france_services_2023.csv',
  'data/departement/drees_minima_sociaux_departements.xlsx',
  'reference/territoire-yonne/drees-89/drees-prestations-mensuelles-89.csv',
]

/** Loads a few real files as `icauna indicator load` does. */
const loaded = async () => {
  const { product } = await portal()
  const folder = join(product.folder, 'deposes')
  await mkdir(folder, { recursive: true })
  for (const file of FILES) await symlink(join(shared, file), join(folder, basename(file))).catch(() => undefined)
  const by = { actor: OPERATOR.id, publish: (id: string) => publishDataset(product.edit)(OPERATOR, id) }
  const datasets = await product.indicators.load(folder, by, () => undefined)
  await product.indicators.takeIn()
  return { product, datasets, rebuilt: await product.indicators.rebuild() }
}

test('real files become indicators whose figures are those of their rows', { skip }, async () => {
  const { product, datasets, rebuilt } = await loaded()
  assert.deepEqual(
    datasets.filter(({ outcome }) => outcome === 'refused'),
    [],
  )
  assert.deepEqual(
    datasets.filter(({ outcome }) => outcome === 'read').map(({ id }) => id),
    [
      'filosofi-2021-communes',
      'france-services-2023',
      'minima-sociaux-rsa',
      'minima-sociaux-aah',
      'minima-sociaux-ass',
      'minima-sociaux-vieillesse',
      'prestations-mensuelles-yonne',
    ],
  )
  assert.deepEqual(
    rebuilt.filter(({ outcome }) => outcome === 'refused'),
    [],
  )
  const shown = async (slug: string) => {
    const found = await product.indicators.known.get(slug)
    assert.ok(found, slug)
    return found
  }

  const { edition: population } = await shown('population')
  assert.equal(valueAt(population, 'commune', '89024', '2023').value, 35_097)
  assert.deepEqual(valueAt(population, 'departement', '89', '2023'), {
    value: YONNE,
    status: 'value',
    making: 'added-up',
  })

  const { edition: incomes, record } = await shown('niveau-vie-median')
  const version = record.sources.find(({ datasetId }) => datasetId === 'filosofi-2021-communes')?.versionId ?? ''
  const inRows = async (code: string) => {
    const query = { select: ['med21'], where: parseFilter(`codgeo = "${code}"`), sort: [], limit: 2, offset: 0 }
    return (await product.tables.rows(version, query)).rows
  }
  assert.deepEqual(await inRows('89024'), [[20_340]])
  assert.equal(valueAt(incomes, 'commune', '89024', '2021').value, 20_340)
  assert.deepEqual(await inRows(SECRET), [[null]])
  assert.deepEqual(valueAt(incomes, 'commune', SECRET, '2021'), { value: null, status: 'secret', making: 'published' })

  const { edition: services } = await shown('france-services')
  assert.equal(valueAt(services, 'departement', '89', '2023').value, 33)

  const { edition: rsa } = await shown('allocataires-rsa')
  assert.deepEqual(
    ['2016', '2019'].map((year) => valueAt(rsa, 'departement', '89', year).value),
    [9201, 9040],
  )
  const { edition: monthly } = await shown('rsa-mensuel')
  assert.deepEqual([monthly.periods[0], monthly.periods.at(-1)], ['2017-01', '2020-05'])
  assert.equal(seriesOf(monthly, 'departement', '89').at(-1)?.value, 9320)
})

test('the same files loaded again change nothing', { skip }, async () => {
  const { datasets, rebuilt } = await loaded()
  assert.deepEqual([...new Set(datasets.map(({ outcome }) => outcome))].toSorted(), ['no-file', 'unchanged'])
  // Another test may have chosen an earlier edition of an indicator: it stays.
  const outcomes = new Set(rebuilt.map(({ outcome }) => outcome))
  outcomes.delete('chosen')
  assert.deepEqual([...outcomes].toSorted(), ['no-source', 'unchanged'])
})
