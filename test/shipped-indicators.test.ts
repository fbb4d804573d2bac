import assert from 'node:assert/strict'
import { test } from 'node:test'
import { licenceOf, themeOf } from '../src/modules/catalog/index.ts'
import { shippedSources } from '../src/modules/harvest/shipped-sources.disk.ts'
import { sourcesOf } from '../src/modules/indicator/index.ts'
import { shippedChoice } from '../src/modules/indicator/shipped-choice.disk.ts'
import { shippedDefinitions } from '../src/modules/indicator/shipped-definitions.disk.ts'
import { shippedHome } from '../src/modules/indicator/shipped-home.disk.ts'
import { expectedDatasets } from '../src/modules/portal/expected-datasets.disk.ts'
import { STARTER_DATASETS } from '../src/modules/portal/starter-datasets.ts'
import { parseFilter } from '../src/modules/query/index.ts'

const definitions = await shippedDefinitions()
const { datasets, organisations } = await expectedDatasets()
const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const sources = await shippedSources(YONNE)
const rowsFormulas = definitions.flatMap(({ slug, formulas }) =>
  formulas.flatMap((formula) => (formula.kind === 'rows' ? [{ slug, formula }] : [])),
)

test('at least forty indicators are shipped, and their formulas name datasets and indicators that are known', () => {
  assert.ok(definitions.length >= 40, String(definitions.length))
  const known = new Set<string>([
    ...datasets.map(({ id }) => id),
    ...STARTER_DATASETS,
    ...sources.flatMap(({ feeds }) => feeds.map(({ dataset }) => dataset)),
  ])
  const slugs = new Set(definitions.map(({ slug }) => slug))
  const unknown = [
    ...rowsFormulas
      .filter(({ formula }) => !known.has(formula.dataset))
      .map(({ slug, formula }) => `${slug} : ${formula.dataset}`),
    ...definitions.flatMap((definition) =>
      sourcesOf(definition)
        .filter((slug) => !slugs.has(slug))
        .map((slug) => `${definition.slug} : ${slug}`),
    ),
  ]
  assert.deepEqual(unknown, [])
})

test('every expected dataset feeds an indicator, and is from an organisation and under a licence that are known', () => {
  const used = new Set(rowsFormulas.map(({ formula }) => formula.dataset))
  const producers = new Set(organisations.map(({ id }) => id))
  assert.deepEqual(
    datasets
      .filter(
        ({ id, producer, licence, theme }) =>
          !used.has(id) || !producers.has(producer) || !licenceOf(licence) || !themeOf(theme),
      )
      .map(({ id }) => id),
    [],
  )
  assert.equal(new Set(datasets.map(({ id }) => id)).size, datasets.length)
})

test('an indicator over what a source alone brings reads only columns without which its file is stopped', () => {
  const feeds = new Map(sources.flatMap((source) => source.feeds.map((feed) => [feed.dataset, feed] as const)))
  const unchecked = rowsFormulas.flatMap(({ slug, formula }) => {
    const feed = feeds.get(formula.dataset)
    if (!feed?.card) return []
    const { territory, period, value, over } = formula
    const filters = [formula.where, value.where, over?.where].flatMap((text) => text ?? [])
    const read = [
      ...('column' in territory ? [territory.column] : []),
      ...('column' in period ? [period.column] : []),
      ...[value.column, over?.column].flatMap((name) => name ?? []),
      ...filters.flatMap((text) => [...text.matchAll(/(\w+) = "/g)].map(([, name = '']) => name)),
    ]
    const checked = feed.checks.columns.map((pattern) => new RegExp(pattern, 'i'))
    return read
      .filter((name) => !checked.some((one) => one.test(name) || one.test(name.replaceAll('_', ' '))))
      .map((name) => `${slug} : ${name}`)
  })
  assert.deepEqual(unchecked, [])
  assert.ok(rowsFormulas.filter(({ formula }) => feeds.get(formula.dataset)?.card).length >= 6)
})

test('the filters of formulas are written in the grammar of the API', () => {
  for (const { formula } of rowsFormulas)
    for (const text of [formula.where, formula.value.where, formula.over?.where]) if (text) parseFilter(text)
})

test('themes and licences of indicators are those of the catalogue, and five of them are told first', () => {
  assert.deepEqual(
    definitions.filter(({ theme, licence }) => !themeOf(theme) || !licenceOf(licence)).map(({ slug }) => slug),
    [],
  )
  const keys = definitions.flatMap(({ slug, key, levels }) => (key === undefined ? [] : [{ slug, key, levels }]))
  assert.deepEqual(
    keys.toSorted((a, b) => a.key - b.key).map(({ key }) => key),
    [1, 2, 3, 4, 5],
  )
  assert.ok(keys.every(({ levels }) => levels.includes('commune')))
})

test('what an indicator says of itself is whole, in French typography, and says how it is limited', () => {
  for (const { slug, definition, caveats, words, name, shortName } of definitions) {
    assert.doesNotMatch([definition, name, shortName, ...caveats].join(' '), /'/, `${slug}: a straight apostrophe`)
    assert.match(definition, /[.…]$/, slug)
    assert.ok(
      caveats.every((caveat) => caveat.endsWith('.')),
      slug,
    )
    assert.ok(caveats.length > 0, `${slug} has no caveat`)
    assert.ok((words ?? []).length > 0, `${slug} has no word`)
  }
})

test('a level has values of one formula at least, at that level or added up from communes', () => {
  for (const { slug, levels, formulas, upward } of definitions) {
    const given = new Set(formulas.flatMap((formula) => (formula.kind === 'rows' ? [formula.level] : levels)))
    const reached = levels.filter((level) => given.has(level) || (given.has('commune') && upward !== 'none'))
    assert.deepEqual(reached, levels, slug)
  }
})

test('what pages of places tell first is made of indicators that are shipped, at levels where they are valid', async () => {
  const { keyFigures, themes, settling, members } = await shippedChoice()
  const bySlug = new Map(definitions.map((definition) => [definition.slug, definition]))
  for (const { level, slugs } of keyFigures) {
    assert.ok(slugs.length >= 7, `${level}: too few to replace those that are missing`)
    assert.deepEqual(
      slugs.filter((slug) => !bySlug.get(slug)?.levels.includes(level)),
      [],
      level,
    )
  }
  const subthemes = new Set(definitions.map(({ subtheme }) => subtheme))
  assert.deepEqual(new Set(themes.map(({ name }) => name)), subthemes)
  for (const { name, leading } of themes)
    assert.deepEqual([...new Set(leading.map((slug) => bySlug.get(slug)?.subtheme))], [name])
  for (const { slug, by } of settling) {
    assert.notEqual(bySlug.get(slug)?.better ?? 'neither', 'neither', `${slug}: neither better nor worse`)
    assert.doesNotMatch(by, /'|\.$/)
  }
  assert.ok(members.every((slug) => bySlug.get(slug)?.levels.includes('commune')))
})

test('what the first page tells is made of indicators of communes that are shipped, in French typography', async () => {
  const { maps, superlatives } = await shippedHome()
  const ofCommunes = new Set(definitions.flatMap(({ slug, levels }) => (levels.includes('commune') ? [slug] : [])))
  assert.deepEqual(
    [...maps, ...superlatives].filter(({ slug }) => !ofCommunes.has(slug)),
    [],
  )
  for (const words of [...maps.map(({ title }) => title), ...superlatives.map(({ says }) => says)])
    assert.doesNotMatch(words, /'|\.$/)
})
