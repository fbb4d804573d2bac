import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import { readHomeChoice } from './home-choice.ts'
import { homeSection } from './home-section.tsx'
import type { ShownIndicator } from './known-indicators.ts'
import { readChoice } from './place-choice.ts'

const place = (level: 'commune' | 'departement', code: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name: `Lieu ${code}`, kind: level, liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: { value: 900, year: 2023, source: 'INSEE' } },
})
const communes = COMMUNES.slice(0, 12).map((code) => place('commune', code))
const tiles = communes.map(({ code, name }, i) => ({ code, name, column: i % 4, row: Math.floor(i / 4) }))

const choice = readChoice({
  keyFigures: [{ level: 'departement', slugs: ['essai'] }],
  themes: [{ name: 'Essais', leading: ['essai'] }],
  settling: [],
  members: ['essai'],
})
const first = readHomeChoice({
  maps: [
    { slug: 'absent', title: 'Jamais montrée' },
    { slug: 'essai', title: 'Où cela monte-t-il ?', above: 'communes montent', below: 'descendent' },
  ],
  superlatives: [{ slug: 'essai', end: 'highest', says: 'La plus haute' }],
})

/** Three communes below zero, one at zero, eight above. */
const shownIndicator = async (): Promise<ShownIndicator> => {
  const definition = definitionOf({})
  const { edition, sources } = await builtFrom(
    COMMUNES.map((code, i) => ({ code, an: 2023, n: i - 3 })),
    definition,
  )
  const record = {
    ...{ id: 'essai', indicator: 'essai', number: 1, builtAt: '2026-01-01T00:00:00Z' },
    ...{ sources, findings: [], counts: {}, madeFrom: '' },
  }
  return { definition, edition, record }
}

const told = (shown: readonly ShownIndicator[]) =>
  homeSection({
    known: { shown: async () => shown, waiting: async () => [], get: async () => undefined },
    finder: { of: async () => ({ found: false, why: 'Aucun pair.' }) },
    maps: {
      layout: async () => ({ tiles, by: 'leur voisinage', ground: null }),
      contours: async () => null,
      revision: async () => '1',
    },
    ...{ choice, first },
  })({ home: place('departement', '10'), around: [], communes })

test('without any indicator, nothing is told, and nothing is drawn', async () => {
  assert.deepEqual(await told([]), { figures: null, apart: null, map: null, superlatives: null })
})

test('the first map that communes have is drawn, with how many are above zero and below', async () => {
  const { map, figures, superlatives } = await told([await shownIndicator()])
  const html = renderToString(map?.drawing as VNode).replaceAll(/[\u00A0\u202F]/g, ' ')
  assert.match(html, /Où cela monte-t-il \?/)
  assert.match(html, /8 communes montent, 3 descendent\. Choisissez une commune/)
  assert.equal(map?.href, '/indicateurs/essai')
  assert.match(renderToString(figures as VNode), /Essai/)
  assert.match(renderToString(superlatives as VNode), new RegExp(`La plus haute.*Lieu ${communes.at(-1)?.code}`, 's'))
})
