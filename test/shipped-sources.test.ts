import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { licenceOf, themeOf } from '../src/modules/catalog/index.ts'
import { highValueKeywords } from '../src/modules/harvest/high-value.ts'
import { shippedProducers, shippedSources, shippedStarters } from '../src/modules/harvest/shipped-sources.disk.ts'
import { readSource } from '../src/modules/harvest/source.ts'
import { highValueCategories } from '../src/modules/interop/high-value.ts'
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

test('what a source says of high value, our catalogue tells to those that harvest it', () => {
  const marked = sources.filter(({ hvd }) => hvd)
  assert.ok(marked.length >= 30)
  for (const { id, hvd } of marked) assert.equal(highValueCategories(highValueKeywords(hvd)).length, 1, id)
  assert.deepEqual(highValueKeywords(undefined), [])
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

/** What a portal of a département must speak of, and what its sources say of themselves when they do. */
const SUBJECTS: Readonly<Record<string, readonly RegExp[]>> = {
  population: [/population/],
  jobs: [/emploi salari|emplois/],
  unemployment: [/ch[oô]mage/, /demandeurs d.emploi/],
  incomes: [/revenu|niveau de vie/],
  housing: [/logement/, /vacan/, /loyer/, /permis de construire/],
  'property sales': [/ventes de maisons/],
  'education and collèges': [/[ée]coles/, /coll[èe]ges?/, /brevet/],
  health: [/finess/, /\(apl\)/, /professionnels de sant/],
  'old age': [/apa\b/, /ehpad/],
  childcare: [/accueil.*(enfant|petite enfance)|petite enfance/],
  'RSA, APA and other aid': [/\brsa\b/, /aide sociale à l.enfance/, /\bpch\b|handicap/],
  tourism: [/tourisme|touristique/, /datatourisme/],
  mobility: [/covoiturage/, /gares?/, /navettes|domicile-travail|travail/],
  'charging points': [/bornes? de recharge/],
  fibre: [/fibre/],
  agriculture: [/agriculture biologique/, /appellation/],
  'environment and risks': [/catastrophes? naturelles?/, /inondation/, /artificialisation|sols/, /météo/],
  'local finances': [/comptes des communes/, /comptes du d.partement/, /comptes des intercommunalit/],
  procurement: [/marchés publics|commande publique/],
  elections: [/municipales de 2026 : premier/, /municipales de 2026 : second/, /maires/],
  'services and equipment': [/équipements et services/, /france services/],
  companies: [/établissements|entreprises/],
  associations: [/associations/],
  heritage: [/monument/],
  safety: [/délinquance/, /accidents? de la route/],
  addresses: [/adresses/],
}

test('every subject of a portal has its sources', () => {
  const words = sources.map(({ title, feeds }) => {
    const cards = feeds.map(({ dataset, card }) => card ?? expected.datasets.find(({ id }) => id === dataset))
    return [title, ...cards.flatMap((one) => [one?.title, ...(one?.keywords ?? [])])].join(' | ').toLowerCase()
  })
  const untold = Object.entries(SUBJECTS).flatMap(([subject, patterns]) =>
    patterns.filter((wanted) => !words.some((text) => wanted.test(text))).map((wanted) => `${subject}: ${wanted}`),
  )
  assert.deepEqual(untold, [])
})

test('no birth date of anyone is taken: a source that names people leaves it out, and says why', () => {
  const people = sources.filter(({ id }) => id.startsWith('interieur-elus'))
  assert.ok(people.length >= 2)
  for (const { id, leftOut = [] } of people)
    assert.ok(
      leftOut.some(({ column, because }) => new RegExp(column, 'i').test('Date de naissance') && because.length > 40),
      id,
    )
})

test('no definition holds a year where the next edition will have another', () => {
  for (const { id, fetch, feeds } of sources) {
    const edition = feeds.some(({ edition: one, card }) => one !== undefined || card?.frequency === 'NEVER')
    if (edition || 'series' in fetch) continue
    const rule = 'resource' in fetch ? fetch.resource : 'attachment' in fetch ? fetch.attachment : undefined
    assert.doesNotMatch(`${rule?.file ?? ''} ${rule?.title ?? ''}`, /20[12]\d/, id)
    for (const { checks } of feeds) assert.doesNotMatch(checks.columns.join(' '), /_?(20)?2\d\b/, id)
  }
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
