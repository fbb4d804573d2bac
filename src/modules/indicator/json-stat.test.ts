import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import Schema from 'typebox/schema'
import { sharedFolder } from '../../../test/shared.ts'
import type { ValueStatus } from '../figure/index.ts'
import type { Level, Place } from '../territory/index.ts'
import { readDefinition } from './definition.ts'
import { packEdition } from './edition.ts'
import { indicatorJsonStat, type JsonStat, placeJsonStat } from './json-stat.ts'
import type { ShownIndicator } from './known-indicators.ts'

type Series = Readonly<Record<string, number | ValueStatus>>

const shown = (slug: string, values: Readonly<Record<string, Series>>, unit: string | null = null): ShownIndicator => {
  const stated = (value: number | ValueStatus) =>
    typeof value === 'number'
      ? ({ value, status: value === 0 ? 'zero' : 'value' } as const)
      : { value: null, status: value }
  const places = Object.entries(values).map(([code, series]) => {
    const made = Object.entries(series).map(
      ([period, value]) => [period, { ...stated(value), making: 'published' }] as const,
    )
    return [code, new Map(made)] as const
  })
  const source = { datasetId: 'd', slug: 'jeu', title: 'Un jeu', versionId: 'v', number: 3, producer: 'INSEE' }
  return {
    definition: readDefinition({
      ...{ slug, name: `Nom de ${slug}`, shortName: slug, definition: 'Ce que cela compte.', unit, decimals: 1 },
      ...{ theme: 'SOCI', subtheme: 'Habitants', kind: 'stock', levels: ['commune'], grain: 'year', upward: 'none' },
      ...{ formulas: [{ kind: 'ratio', of: 'a', over: 'b' }], better: 'neither', producer: 'INSEE', licence: 'lov2' },
      ...{ updates: 'chaque année', caveats: ['Une limite.'] },
    }),
    record: {
      ...{ id: slug, indicator: slug, number: 2, builtAt: '2026-11-01T08:00:00Z', sources: [source] },
      ...{ findings: [], counts: {}, madeFrom: '' },
    },
    edition: packEdition(new Map([['commune', new Map(places)]])),
  }
}
const population = shown(
  'population',
  { '89024': { 2022: 35_236, 2023: 35_097 }, '89206': { 2022: 'secret', 2023: 0 } },
  'habitants',
)
const jobs = shown('emplois', { '89024': { '2023-T1': 12.5, '2023-T2': 'not-yet' } })
const elsewhere = shown('ailleurs', { '75056': { 2023: 1 } })
const auxerre: Place = {
  ...{ id: 'commune:89024', level: 'commune', code: '89024', name: 'Auxerre', kind: 'commune-actuelle', liaison: 1 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
}
const names = new Map<Level, ReadonlyMap<string, string>>([
  [
    'commune',
    new Map([
      ['89024', 'Auxerre'],
      ['89206', 'Joigny'],
    ]),
  ],
])
const site = 'https://donnees.yonne.example'
const ofPlace = placeJsonStat(auxerre, [population, jobs, elsewhere], site)
const ofIndicator = indicatorJsonStat(population, 'commune', { names }, site)

/** The cell of a place, an indicator and a period, found as the standard tells. */
const cell = ({ id, size, dimension, value, status }: JsonStat, wanted: Readonly<Record<string, string>>) => {
  const at = id.reduce(
    (sum, name, i) => sum * (size[i] ?? 0) + dimension[name].category.index.indexOf(wanted[name] ?? ''),
    0,
  )
  return { value: Object.entries(value).find(([key]) => key === String(at))?.[1] ?? null, status: status[at] }
}

test('every value of a place is in its cell, and statuses say what numbers do not', () => {
  const at = (indicator: string, time: string) => cell(ofPlace, { geo: '89024', indicator, time })
  assert.deepEqual(at('population', '2023'), { value: 35_097, status: undefined })
  assert.deepEqual(at('emplois', '2023-T1'), { value: 12.5, status: undefined })
  assert.deepEqual(at('emplois', '2023-T2'), { value: null, status: 'not-yet' })
  assert.deepEqual(at('population', '2023-T1'), { value: null, status: undefined })
  assert.deepEqual(ofPlace.dimension.indicator.category.index, ['population', 'emplois'])
  assert.equal(ofPlace.dimension.time.category.label['2023-T2'], '2e trimestre 2023')
})

test('an indicator has all its places; a zero is a number that says so, a secret is none', () => {
  const at = (geo: string, time: string) => cell(ofIndicator, { geo, indicator: 'population', time })
  assert.deepEqual(at('89206', '2022'), { value: null, status: 'secret' })
  assert.deepEqual(at('89206', '2023'), { value: 0, status: 'zero' })
  assert.deepEqual(ofIndicator.dimension.geo.category.label, { '89024': 'Auxerre', '89206': 'Joigny' })
})

test('units, producers, licences, editions and versions go with the values', () => {
  assert.deepEqual(ofPlace.dimension.indicator.category.unit, {
    population: { label: 'habitants', decimals: 1 },
    emplois: { label: 'sans unité', decimals: 1 },
  })
  assert.equal(ofPlace.source, 'INSEE')
  assert.equal(ofPlace.updated, '2026-11-01T08:00:00.000Z')
  const { indicators } = JSON.parse(JSON.stringify(ofPlace.extension))
  assert.equal(indicators.population.licence, 'lov2')
  assert.deepEqual(indicators.population.sources, [{ dataset: 'jeu', version: 3, title: 'Un jeu', producer: 'INSEE' }])
})

test('cubes keep the rules of the standard', () => {
  const nothing = placeJsonStat({ ...auxerre, code: '89999' }, [population], site)
  for (const { id, size, role, dimension, value, status } of [ofPlace, ofIndicator, nothing]) {
    assert.deepEqual([...id].sort(), Object.keys(dimension).sort())
    assert.deepEqual(Object.values(role).flat().sort(), [...id].sort())
    for (const [i, name] of id.entries()) {
      const { index, label, unit = {}, note = {} } = dimension[name].category
      assert.equal(index.length, size[i])
      for (const words of [label, unit, note])
        assert.ok(
          Object.keys(words).every((key) => index.includes(key)),
          name,
        )
      assert.equal(Object.keys(label).length, index.length)
    }
    const cells = size.reduce((product, n) => product * n, 1)
    for (const key of [...Object.keys(value), ...Object.keys(status)])
      assert.ok(Number(key) >= 0 && Number(key) < cells)
  }
})

const schema = `${sharedFolder()}/reference/specs/json-stat/schemas/curated/bundled/dataset.json`

test('cubes follow the published schema', {
  skip: !existsSync(schema) && 'no specifications beside the project',
}, () => {
  const published = Schema.Compile(JSON.parse(readFileSync(schema, 'utf8')))
  for (const cube of [ofPlace, ofIndicator]) {
    const [, errors] = published.Errors(JSON.parse(JSON.stringify(cube)))
    assert.deepEqual(errors, [])
  }
  assert.equal(published.Check({ ...ofPlace, size: 'three' }), false)
})
