import assert from 'node:assert/strict'
import { test } from 'node:test'
import { h } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import { definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import { packEdition } from './edition.ts'
import { IndicatorPreview } from './pages/indicator-preview.tsx'

const YONNE = { id: 'departement:89', level: 'departement', code: '89', name: 'Yonne', liaison: 4 } as unknown as Place

test('an indicator that no row gives a figure of is told so, without dates that there are not', () => {
  const edition = packEdition(new Map([['region', new Map()]]))
  const page = renderToStaticMarkup(
    h(IndicatorPreview, {
      ...{ definition: definitionOf({}), built: { edition, sources: [], findings: [] }, home: YONNE, period: '' },
      ...{ level: 'region', inside: true, ranked: [], levels: [], contours: null, layout: null },
    }),
  )
  assert.match(page, /<p>Aucune ligne ne donne de chiffre\. *<\/p>/)
  assert.doesNotMatch(page, /undefined|0 date|couvert,|, <\/p>/)
})
