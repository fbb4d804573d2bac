import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { ShownIndicator } from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'
import { themePosterOf } from './make-theme-poster.ts'

const CODE = COMMUNES[0] ?? ''
const commune: Place = {
  ...{ id: `commune:${CODE}`, level: 'commune', code: CODE, name: 'Étaule', kind: 'commune-actuelle', liaison: 1 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
}

const shownOf = async (slug: string, subtheme: string, own: number | null): Promise<ShownIndicator> => {
  const definition = definitionOf({}, { slug, shortName: slug, subtheme, unit: 'lits' })
  const built = await builtFrom(
    COMMUNES.map((code, i) => ({ code, an: 2023, n: i === 0 ? own : i })),
    definition,
  )
  const record = {
    ...{ id: slug, indicator: slug, number: 1, builtAt: '2026-01-01T00:00:00Z' },
    ...{ sources: built.sources, findings: [], counts: {}, madeFrom: '' },
  }
  return { definition, edition: built.edition, record }
}

const themed = async () => {
  const shown = await Promise.all([
    shownOf('un', 'Santé & soins', 1),
    shownOf('deux', 'Santé & soins', 2),
    shownOf('tu', 'Santé & soins', null),
    shownOf('trois', 'Santé & soins', 3),
    shownOf('quatre', 'Santé & soins', 4),
    shownOf('vide', 'Logement', null),
  ])
  return themePosterOf({
    known: { shown: async () => shown, waiting: async () => [], get: async () => undefined },
    finder: { of: async () => ({ found: false, why: '' }) },
    choice: { keyFigures: [], themes: [{ name: 'Santé & soins', leading: ['trois'] }], settling: [], members: ['un'] },
    places: {
      byCode: async (_level, code) => (code === CODE ? commune : undefined),
      ...{ containers: async () => [], members: async () => [], neighbours: async () => [] },
    },
    today: () => '2026-11-26',
  })
}

test('the picture of a theme shows the figure that leads it, then the next ones, never one that is not known', async () => {
  const made = await (await themed())('commune', CODE, 'sante-soins')
  assert.equal(made?.place, commune)
  assert.deepEqual([made?.poster.kind, made?.poster.title], ['Étaule', 'Santé & soins'])
  assert.deepEqual(
    made?.poster.figures.map(({ value, label }) => `${value} ${label}`),
    ['3 trois, lits en 2023', '1 un, lit en 2023', '2 deux, lits en 2023'],
  )
  assert.equal(made?.poster.source, 'INSEE')
})

test('a theme without any number says so in its picture; a theme or a place that is not has none', async () => {
  const poster = await themed()
  const empty = await poster('commune', CODE, 'logement')
  assert.deepEqual(empty?.poster.figures, [])
  assert.match(empty?.poster.sentence ?? '', /aucun chiffre n’est connu d’Étaule/)
  assert.equal(await poster('commune', CODE, 'climat'), undefined)
  assert.equal(await poster('commune', '99999', 'logement'), undefined)
})
