import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { writeHtml } from '../../web/write-html.ts'
import { type Contour, type Geography, type Level, type Place, titleOf } from '../territory/index.ts'
import { answerIndicator } from './answer-indicator.ts'
import type { Definition } from './definition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { IndicatorOpening } from './pages/indicator-opening.tsx'

const TODAY = '2026-11-26'
const placeOf = (level: Level, code: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name: `Lieu ${code}`, kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
})
const known = new Set([...COMMUNES.map((code) => `commune:${code}`), 'departement:10', 'pays:FR'])
const places = {
  predecessors: async () => [],
  get: async (id: string) => {
    const [level, code = ''] = id.split(':')
    return known.has(id) ? placeOf(level as Level, code) : undefined
  },
  byCode: async (level: Level, code: string) => (known.has(`${level}:${code}`) ? placeOf(level, code) : undefined),
  containers: async () => [],
}
const named = (codes: readonly string[]) => new Map(codes.map((code) => [code, `Lieu ${code}`]))
const geography: Geography = {
  day: TODAY,
  names: new Map<Level, ReadonlyMap<string, string>>([
    ['commune', named(COMMUNES)],
    ['departement', named(['10', '20'])],
    ['pays', named(['FR'])],
  ]),
  holders: new Map<Level, ReadonlyMap<string, string>>([
    ['departement', new Map(COMMUNES.map((code) => [code, code.slice(0, 2)]))],
  ]),
}
const rows = ['2021', '2022'].flatMap((an) =>
  COMMUNES.map((code, i) => ({ code, an, n: code === '10012' ? null : i + Number(an) - 2020 })),
)
const answers = async (population?: ShownIndicator, told = rows, changes: Partial<Definition> = {}) => {
  const definition = definitionOf({ whenEmpty: 'secret' }, changes)
  const { edition } = await builtFrom(told, definition)
  const record = {
    ...{ id: 'e1', indicator: 'essai', number: 1, builtAt: '2026-11-26T00:00:00Z', sources: [], findings: [] },
    ...{ counts: {}, madeFrom: '' },
  }
  const shown: ShownIndicator = { definition, edition, record }
  return answerIndicator({
    known: { get: async (slug) => ({ essai: shown, population })[slug] },
    places,
    geography: { today: async () => geography },
    maps: {
      layout: async () => ({ tiles: [], by: 'rien', ground: null }),
      revision: async () => '',
      contours: async (_level, codes) => new Map(codes.map((code) => [code, {} as Contour])),
    },
    home: 'departement:10',
    today: () => TODAY,
  })
}
const ASKED = { inside: true, tiles: false, places: [], page: 1 }

test('an indicator is shown for the places of the territory, at the last date, with what has no number last', async () => {
  const found = await (await answers())('essai', ASKED)
  assert.equal(found?.address.period, '2022')
  assert.deepEqual(
    found?.ranked.map(({ code }) => code).filter((code) => !code.startsWith('10')),
    [],
  )
  assert.deepEqual([found?.ranked[0]?.code, found?.ranked.at(-1)?.status], ['10011', 'secret'])
  assert.deepEqual(
    [...(found?.statuses[0] ?? [])],
    [
      ['value', 11],
      ['secret', 1],
    ],
  )
  assert.equal(await (await answers())('inconnu', ASKED), null)
})

test('the whole country is listed when it is asked for, and its middle told beside the territory otherwise', async () => {
  const ask = await answers()
  assert.equal((await ask('essai', { ...ASKED, inside: false }))?.ranked.length, COMMUNES.length)
  assert.equal((await ask('essai', ASKED))?.countryMiddle?.known, COMMUNES.length - 1)
})

test('eight places are followed at most; the ninth and what is no place are said', async () => {
  const ask = await answers()
  const found = await ask('essai', { ...ASKED, places: [COMMUNES.slice(0, 9).join(','), 'zzz'] })
  assert.equal(found?.followed.length, 8)
  assert.equal(found?.remarks.length, 2)
  assert.deepEqual(found?.chosen.map(titleOf)[0], 'Lieu 10001')
})

test('a date or a level that the indicator has not gives way to one that it has', async () => {
  const ask = await answers()
  const found = await ask('essai', { ...ASKED, level: 'region', period: '1999' })
  assert.deepEqual([found?.address.level, found?.address.period], ['commune', '2022'])
})

test('the shapes of places come before equal tiles, unless tiles are wanted', async () => {
  const ask = await answers()
  const [shapes, tiles] = [await ask('essai', ASKED), await ask('essai', { ...ASKED, tiles: true })]
  assert.equal(shapes?.contours?.size, 12)
  assert.equal(shapes?.layout, null)
  assert.equal(tiles?.contours, null)
  assert.ok(tiles?.layout && tiles.eitherMap)
})

test('the page begins with the largest communes that have a number, as inhabitants are counted now', async () => {
  const shown = await counted((i) => 100 - i)
  const begun = async (population?: ShownIndicator) =>
    (await (await answers(population))('essai', ASKED))?.followed.map(({ code }) => code)
  const own = COMMUNES.filter((code) => code.startsWith('10') && code !== '10012').toSorted()
  const first = await begun(shown)
  assert.deepEqual(first?.slice(0, 3), COMMUNES.filter((code) => own.includes(code)).slice(0, 3))
  assert.deepEqual(
    (await begun(await counted((i) => 100 + i)))?.slice(0, 3),
    COMMUNES.filter((code) => own.includes(code))
      .slice(-3)
      .toReversed(),
  )
  assert.deepEqual(await begun(shown), first)
  assert.deepEqual((await begun())?.slice(0, 3), own.slice(0, 3))
})

const counted = async (inhabitants: (i: number) => number): Promise<ShownIndicator> => {
  const definition = definitionOf({})
  const of = COMMUNES.map((code, i) => ({ code, an: '2022', n: inhabitants(i) }))
  const { edition } = await builtFrom(of, definition)
  const record = {
    ...{ id: 'p1', indicator: 'population', number: 1, builtAt: '2026-11-26T00:00:00Z', sources: [], findings: [] },
    ...{ counts: {}, madeFrom: '' },
  }
  return { definition, edition, record }
}

/** The words that the page opens on, for an indicator that so many communes of the territory have a number of. */
const opening = async (known: number, levels: Definition['levels'], places: readonly string[] = []) => {
  const told = COMMUNES.map((code, i) => ({ code, an: '2022', n: i < 12 && i >= known ? null : i + 1 }))
  const answer = await (await answers(await counted((i) => 100 - i), told, { levels }))('essai', { ...ASKED, places })
  assert.ok(answer)
  const html = String(writeHtml(IndicatorOpening({ answer })))
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00A0\u202F]+/g, ' ')
}

test('a page opens on the territory; without a number for it, on its largest places, and says so', async () => {
  assert.match(await opening(12, ['commune', 'departement']), /^ ?Lieu 10 78 en 2022 ?$/)
  const towns = await opening(12, ['commune'])
  assert.match(
    towns,
    /pas de chiffre pour l’ensemble de Lieu 10\. Voici d’abord les chiffres de ses communes les plus peuplées/,
  )
  assert.match(towns, / Lieu 10001 1 en 2022 Lieu 10002 2 en 2022 Lieu 10003 3 en 2022 /)
  assert.match(
    await opening(3, ['commune', 'departement']),
    /Le chiffre de Lieu 10 manque en 2022 \(secret statistique\)/,
  )
  assert.match(await opening(12, ['commune'], ['10007']), /pour l’ensemble de Lieu 10\. Lieu 10007 7 en 2022 /)
})

test('the middle of the territory is told where half of its places have a number, not of a few', async () => {
  assert.match(await opening(6, ['commune']), /Commune du milieu, parmi les 6 de Lieu 10/)
  const few = await opening(5, ['commune'])
  assert.doesNotMatch(few, /parmi les 5 /)
  assert.match(few, /parmi les 17 de France/)
})
