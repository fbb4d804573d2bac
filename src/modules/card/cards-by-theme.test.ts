import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureOf, placeOf, stated } from '../../../test/cards.ts'
import type { ValueStatus } from '../figure/index.ts'
import {
  type Answered,
  type MadeValue,
  type PlaceChoice,
  packEdition,
  type ShownIndicator,
} from '../indicator/index.ts'
import type { Level } from '../territory/index.ts'
import { cardsByTheme } from './cards-by-theme.ts'
import { searchCards } from './search-cards.ts'

const HOME = placeOf({ id: 'departement:89', level: 'departement', code: '89', name: 'Yonne', kind: 'departement' })
const JOIGNY = placeOf()
type Values = Readonly<Record<string, Readonly<Record<string, number | ValueStatus>>>>

/** An indicator with those values, by identifier of place then period. */
const shownWith = (slug: string, subtheme: string, values: Values): ShownIndicator => {
  const levels = new Map<Level, Map<string, ReadonlyMap<string, MadeValue>>>()
  for (const [id, series] of Object.entries(values)) {
    const [level, code] = id.split(':') as [Level, string]
    const made = Object.entries(series).map(
      ([period, value]) => [period, { ...stated(value), making: 'published' as const }] as const,
    )
    levels.set(level, (levels.get(level) ?? new Map()).set(code, new Map(made)))
  }
  const definition = measureOf({ slug, name: `Nom de ${slug}`, subtheme, levels: [...levels.keys()] })
  return { definition, edition: packEdition(levels) } as unknown as ShownIndicator
}
const THEMES = [
  { name: 'Habitants', leading: ['evolution'] },
  { name: 'Revenus', leading: ['revenus'] },
  { name: 'Vide', leading: ['rien'] },
]
const past = { 2021: 1, 2022: 2, 2023: 3 }
const shown = [
  shownWith('population', 'Habitants', { 'departement:89': past, 'commune:89206': past }),
  shownWith('evolution', 'Habitants', { 'departement:89': { 2023: 0 }, 'commune:89206': past }),
  shownWith('revenus', 'Revenus', { 'commune:89206': { 2022: 21_000, 2023: 'secret' } }),
  shownWith('rien', 'Vide', { 'departement:89': { 2023: 'missing' }, 'commune:89206': { 2023: 'secret' } }),
]
const linksOf = (...args: Parameters<typeof cardsByTheme>) =>
  cardsByTheme(...args).map(({ name, cards }) => [name, ...cards.map(({ href }) => href)])

test('each theme gives its best card first: of the territory, with a past; a theme without any number gives none', () => {
  assert.deepEqual(linksOf(shown, { themes: THEMES }, [HOME, JOIGNY]), [
    ['Habitants', '/cartes/population/departements/89-yonne', '/cartes/evolution/departements/89-yonne'],
    ['Revenus', '/cartes/revenus/communes/89206-joigny'],
  ])
  assert.deepEqual(linksOf(shown, { themes: THEMES }, [JOIGNY])[0]?.slice(1), [
    '/cartes/evolution/communes/89206-joigny',
    '/cartes/population/communes/89206-joigny',
  ])
})

const [population] = shown
const searched = (answered: Omit<Partial<Answered>, 'reading'> & { readonly reading?: object }) =>
  searchCards({
    ask: async () => ({ answer: null, indicators: [], ...answered }) as unknown as Answered,
    known: { shown: async () => shown },
    places: { get: async (id) => (id === JOIGNY.id ? JOIGNY : undefined) },
    choice: { themes: THEMES } as unknown as PlaceChoice,
  })('une question')
const answerAt = (period: string) =>
  ({
    ...{ place: JOIGNY, indicator: population?.definition, period, stated: stated(3), sentence: 'Joigny compte 3.' },
    ...{ notes: [], origin: null, held: [] },
  }) as unknown as Answered['answer']
const read = { indicator: 'population', place: { level: 'commune', code: '89206' }, rest: [] }

test('a figure and a place lead to the card, at the period asked when it is not the last', async () => {
  const at = async (period: string) => searched({ reading: read, answer: answerAt(period) })
  assert.deepEqual(await at('2023'), { kind: 'card', href: '/cartes/population/communes/89206-joigny' })
  assert.deepEqual(await at('2021'), { kind: 'card', href: '/cartes/population/communes/89206-joigny?periode=2021' })
})

test('a place alone leads to its cards; what is not understood says so and leads nowhere', async () => {
  const found = await searched({ reading: { ...read, indicator: null }, answer: answerAt('2023') })
  assert.ok(found.kind === 'cards')
  assert.deepEqual([found.place.name, found.sentence, found.themes.length], ['Joigny', null, 2])
  const none = await searched({ reading: { indicator: null, place: null, rest: ['zzz'] } })
  assert.deepEqual(none, { kind: 'none', sentence: null, indicators: [] })
})
