import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { licenceOf, themeOf } from '../src/modules/catalog/index.ts'
import { shippedProducers, shippedSources, shippedStarters } from '../src/modules/harvest/shipped-sources.disk.ts'
import { readSource } from '../src/modules/harvest/source.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'

const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const NIEVRE = { departement: '58', departement3: '058', region: '27', nom: 'Nièvre', deNom: 'de la Nièvre' }
const folder = new URL('../sources', import.meta.url).pathname
const sources = await shippedSources(YONNE)
const expected = await expectedDatasets()
const producers = new Set([...expected.organisations, ...(await shippedProducers())].map(({ id }) => id))

test('every source fills datasets whose card is known: its own, or the portal’s', () => {
  const known = new Map(expected.datasets.map((one) => [one.id, one]))
  for (const { id, feeds } of sources)
    for (const { dataset, card } of feeds) {
      const told = card ?? known.get(dataset)
      assert.ok(told, `${id} : ${dataset}`)
      assert.ok(card === undefined || !known.has(dataset), `${dataset} has two cards`)
      assert.ok(licenceOf(told.licence) && themeOf(told.theme) && producers.has(told.producer), `${id} : ${dataset}`)
    }
})

test('no definition names a territory, but by a variable', async () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const text = readFileSync(`${folder}/${name}`, 'utf8')
    assert.doesNotMatch(text, /Yonne|"0?89"|[=:_\-*/]0?89\b|Auxerre/, name)
    assert.doesNotMatch(text.replaceAll(/"where": .*/g, ''), /'/, `${name} : a straight apostrophe`)
  }
  const others = await shippedSources(NIEVRE)
  assert.deepEqual(
    others.map(({ id }) => id),
    sources.map(({ id }) => id),
  )
  assert.doesNotMatch(JSON.stringify(others), /de l’Yonne|\{(departement|region|nom|deNom)/)
})

test('a variable that does not exist, or a pattern that is not one, is refused', () => {
  const [source] = sources
  assert.throws(() => readSource({ ...source, title: 'Écoles {ville}' }, YONNE), /\{ville\}/)
  assert.throws(() => readSource({ ...source, filter: { column: '(', equals: 'x' } }, YONNE), /pas un motif/)
  for (const fetch of [
    { connector: 'data-gouv', dataset: 'jeu', resource: { file: '(' } },
    { connector: 'atom', feed: 'https://a.example/', through: [{ title: '[' }], resource: {} },
    { connector: 'bdm', of: { flow: 'A' }, where: { REF_AREA: '*' } },
  ])
    assert.throws(() => readSource({ ...source, fetch }, YONNE), /pas un motif/)
  assert.throws(() => readSource({ ...source, feeds: [] }, YONNE), /ne peut pas être lue/)
})

test('a new portal begins with sources that exist', async () => {
  const starters = await shippedStarters()
  assert.equal(new Set(starters).size, starters.length)
  const known = new Set(sources.map(({ id }) => id))
  assert.deepEqual(
    starters.filter((id) => !known.has(id)),
    [],
  )
})
