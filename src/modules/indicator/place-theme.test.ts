import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { writeHtml } from '../../web/write-html.ts'
import type { Place } from '../territory/index.ts'
import { LinesTable, PlaceTheme } from './pages/place-theme.tsx'
import { isOfTheme, placeThemePath } from './place-theme-path.ts'
import { type AskedLines, readLine, type SheetLine } from './sheet-line.ts'

const CODE = COMMUNES[0] ?? ''
const placeOf = (level: Place['level'], code: string, name: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name, kind: level === 'commune' ? 'commune-actuelle' : level },
  ...{ liaison: 0, validFrom: null, validUntil: null, postcodes: [], population: null },
})
const [HERE, EPCI, DEPARTEMENT] = [
  placeOf('commune', CODE, 'Étaule'),
  placeOf('epci', '200000001', 'CC d’Essai'),
  placeOf('departement', '10', 'Aube'),
]
const asked: AskedLines = {
  ...{ place: HERE, around: [EPCI, DEPARTEMENT], members: [], peers: null },
  choice: { keyFigures: [], themes: [], settling: [], members: ['un'] },
}

const lineOf = async (slug: string, levels: readonly Place['level'][]): Promise<SheetLine> => {
  const definition = { ...definitionOf({}, { slug, shortName: slug }), levels: [...levels] }
  const built = await builtFrom(
    COMMUNES.map((code, i) => ({ code, an: 2023, n: 100 - i })),
    definition,
  )
  const record = {
    ...{ id: slug, indicator: slug, number: 1, builtAt: '2026-01-01T00:00:00Z' },
    ...{ sources: built.sources, findings: [], counts: {}, madeFrom: '' },
  }
  const line = readLine({ definition, edition: built.edition, record }, asked, [])
  assert.ok(line)
  return line
}

const cellsOf = (html: string) => html.split('<tr>').map((row) => row.match(/<t[dh][^>]*/g)?.length ?? 0)

test('a figure that one of the places around does not have leaves its cell empty, and no other moves into it', async () => {
  const lines = [
    await lineOf('partout', ['commune', 'epci', 'departement']),
    await lineOf('troue', ['commune', 'departement']),
  ]
  for (const order of [lines, lines.toReversed()]) {
    const html = String(writeHtml(LinesTable({ name: 'Essais', lines: order, place: HERE, beside: asked.around })))
    const row = html.split('<tr>').find((one) => one.includes('>troue<')) ?? ''
    assert.match(row, /<td><\/td><td class="num" data-label="Aube">/)
    assert.deepEqual(cellsOf(html).slice(1), [4, 4, 4])
  }
})

test('a theme with many figures shows the first and leads to the page that has them all', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `n${i}`)
  const lines = await Promise.all(names.map((name) => lineOf(name, ['commune'])))
  const themeOf = (n: number) =>
    writeHtml(
      PlaceTheme({
        theme: { name: 'École & culture', leading: null, lines: lines.slice(0, n) },
        place: HERE,
        beside: [],
        map: null,
      }),
    )
  const path = placeThemePath(HERE, 'École & culture')
  assert.equal(path, `/territoires/communes/${CODE}-etaule/themes/ecole-culture`)
  assert.ok(isOfTheme('École & culture', 'ecole-culture'))
  for (const [n, drawn, folds, leads] of [
    [8, 8, false, false],
    [18, 18, true, true],
    [19, 6, false, true],
    [30, 6, false, true],
  ] as const) {
    const html = String(themeOf(n))
    const found = [
      html.split('<th scope="row">').length - 1,
      html.includes('<details'),
      html.includes(`href="${path}"`),
    ]
    assert.deepEqual(found, [drawn, folds, leads], `${n} figures`)
  }
})
