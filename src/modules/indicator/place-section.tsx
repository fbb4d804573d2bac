import { type MapGround, SMALL_MAP_WIDTH, type StatedValue } from '../figure/index.ts'
import {
  type AskedTold,
  type DepartementLayout,
  isOfWholeCommunes,
  ofPlace,
  type Place,
  type PlaceTeller,
  type PlaceTold,
  type TerritoryMaps,
} from '../territory/index.ts'
import { cardPath } from './card-address.ts'
import { MOST_COMPARED } from './compare.ts'
import { comparisonPath, peersPath } from './compare-address.ts'
import { countryMiddles } from './country-middles.ts'
import { drawnContours } from './drawn-contours.ts'
import { type Edition, valueAt } from './edition.ts'
import type { PeerFinder } from './find-peers.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import { memberColumns } from './member-columns.ts'
import { CountryMiddles } from './pages/country-middles.tsx'
import { PlaceIndicators } from './pages/place-indicators.tsx'
import { PlaceKeyFigures } from './pages/place-key-figures.tsx'
import { PlaceStanding } from './pages/place-standing.tsx'
import type { ThemeMap } from './pages/place-theme.tsx'
import { PlacesMap } from './pages/places-map.tsx'
import { ShareFigures } from './pages/share-figures.tsx'
import type { PlaceChoice } from './place-choice.ts'
import { placeFiguresPath } from './place-figures-path.ts'
import type { PlaceSheet } from './place-sheet.ts'
import type { QuoteFigure } from './quote-figure.ts'
import { readPlaceSheet } from './read-place-sheet.ts'
import { apartSentence } from './sheet-words.ts'

interface SectionDeps {
  readonly known: KnownIndicators
  readonly finder: PeerFinder
  readonly choice: PlaceChoice
  readonly maps: TerritoryMaps
  readonly quote: QuoteFigure
}

/** The parts of a place's page that indicators make. */
export const placeSection = ({ known, finder, choice, maps, quote }: SectionDeps): PlaceTeller => {
  const read = readPlaceSheet(known, finder, choice)
  return {
    async tell(asked): Promise<PlaceTold> {
      const { place, around, communes } = asked
      const members = place.level === 'commune' ? [] : communes.map(({ code }) => code)
      const [shown, sheet] = await Promise.all([known.shown(), read({ place, around, members })])
      const living = place.level !== 'pays' && place.validUntil === null
      return {
        figures: <PlaceKeyFigures lines={sheet.key} level={place.level} />,
        apart: apartSentence(sheet, place.level, choice),
        standing: (
          <PlaceStanding
            sheet={sheet}
            level={place.level}
            population={place.population?.value ?? null}
            of={ofPlace(place)}
          />
        ),
        themes: (
          <>
            <PlaceIndicators place={place} sheet={sheet} maps={await themeMaps(maps, shown, sheet, asked)} />
            {place.level === 'pays' && <CountryMiddles middles={countryMiddles(shown)} />}
          </>
        ),
        share: living ? await shareFigures(quote, place, sheet) : null,
        columns: memberColumns(shown, choice.members),
        membersMap: place.level === 'commune' ? null : await membersMap(maps, shown, choice.members, asked),
        sources: sourcesOf(shown, sheet),
        compare: living && isOfWholeCommunes(place) ? peersPath(place) : null,
        compareWith: (others) =>
          comparisonPath({ places: [place, ...others].slice(0, MOST_COMPARED), indicators: [], peers: null }),
        formats: [
          { href: `${placeFiguresPath(place)}.json`, label: 'Tous ses chiffres en JSON' },
          { href: `${placeFiguresPath(place)}.csv`, label: 'Tous ses chiffres en CSV' },
        ],
      }
    },
  }
}

/** The first of the large figures as a card, and the way to those of the others. */
const shareFigures = async (quote: QuoteFigure, place: Place, { key: [first, ...others] }: PlaceSheet) =>
  first && first.stated.value !== null ? (
    <ShareFigures
      title={`Partager un chiffre ${ofPlace(place)}`}
      card={await quote(first.definition.slug, place, null)}
      others={others.map(({ definition }) => ({ href: cardPath(definition.slug, place), label: definition.name }))}
    />
  ) : null

/** The communes of a place shaded by the column asked, else by the first of the table. */
const membersMap = async (
  maps: TerritoryMaps,
  shown: readonly ShownIndicator[],
  columns: readonly string[],
  { place, around, communes, by }: AskedTold,
) => {
  const named = [by, ...columns].map((slug) => shown.find(({ definition }) => definition.slug === slug))
  const indicator = named.find((one) => one?.edition.levels.has('commune'))
  const period = indicator?.edition.periods.at(-1)
  if (!indicator || period === undefined || communes.length < FEWEST_MAPPED || communes.length > MOST_MAPPED)
    return null
  const ranked = communes.map(({ code, name }) => ({
    ...valueAt(indicator.edition, 'commune', code, period),
    ...{ code, name, rank: null },
  }))
  const contours = await maps.contours('commune', communes.map(({ code }) => code).toSorted())
  const layout = contours ? null : await layoutOf(maps, around.concat(place), communes)
  return <PlacesMap {...{ indicator, period, ranked, contours, layout, here: [] }} level="commune" />
}

const FEWEST_MAPPED = 4
/** More communes than a département has would weigh too much. */
const MOST_MAPPED = 900

/** Drawn with their contours up to this many; beyond, a tile each weighs less and reads as well. */
const MOST_CONTOURS = 70

const kept = new WeakMap<readonly Place[], WeakMap<Edition, Map<string, ReadonlyMap<string, StatedValue>>>>()

/** The values of some communes at one period: the same for the pages of all the communes of an intercommunalité, which have its map. */
const valuesAmong = (
  communes: readonly Place[],
  edition: Edition,
  period: string,
): ReadonlyMap<string, StatedValue> => {
  const editions = kept.get(communes) ?? new WeakMap<Edition, Map<string, ReadonlyMap<string, StatedValue>>>()
  kept.set(communes, editions)
  const periods = editions.get(edition) ?? new Map<string, ReadonlyMap<string, StatedValue>>()
  editions.set(edition, periods)
  const values =
    periods.get(period) ??
    new Map(communes.map(({ code }) => [code, valueAt(edition, 'commune', code, period)] as const))
  periods.set(period, values)
  return values
}

/** The small map of each theme whose leading indicator is known in the communes around. */
const themeMaps = async (
  maps: TerritoryMaps,
  shown: readonly ShownIndicator[],
  { themes }: PlaceSheet,
  { place, around, communes }: AskedTold,
): Promise<ReadonlyMap<string, ThemeMap>> => {
  const epci = around.find(({ level }) => level === 'epci')
  const of = place.level === 'commune' ? epci : place
  if (!of || communes.length < FEWEST_MAPPED) return new Map()
  const ground = await groundOf(maps, around.concat(place), communes)
  if (!ground) return new Map()
  const here = new Set(place.level === 'commune' ? [place.code] : [])
  const undrawn = communes.length - ground.drawn
  const note =
    undrawn === 0 ? null : undrawn === 1 ? 'Une autre n’est pas dessinée.' : `${undrawn} autres ne sont pas dessinées.`
  return new Map(
    themes.flatMap(({ name, leading }) => {
      const indicator = shown.find(({ definition }) => definition.slug === leading?.definition.slug)
      if (!leading || !indicator?.definition.levels.includes('commune')) return []
      const values = valuesAmong(communes, indicator.edition, leading.period)
      const known = [...values.values()].filter(({ value }) => value !== null).length
      return known < FEWEST_MAPPED
        ? []
        : [[name, { ground: ground.ground, of: ofPlace(of), here, values, note }] as const]
    }),
  )
}

/** Contours when all are known, else the tiles of the département for those that it holds; null without either. */
const groundOf = async (
  maps: TerritoryMaps,
  around: readonly Place[],
  communes: readonly Place[],
): Promise<{ readonly ground: MapGround; readonly drawn: number } | null> => {
  const codes = communes.map(({ code }) => code)
  if (codes.length <= MOST_CONTOURS) {
    const contours = await maps.contours('commune', codes.toSorted())
    if (contours)
      return { ground: { kind: 'contours', contours: drawnContours(contours, SMALL_MAP_WIDTH) }, drawn: codes.length }
  }
  const layout = await layoutOf(maps, around, communes)
  return layout && { ground: { kind: 'tiles', tiles: layout.tiles }, drawn: layout.tiles.length }
}

/** The tiles of the département that holds most of some communes, theirs alone; null when none holds half. */
const layoutOf = async (
  maps: TerritoryMaps,
  around: readonly Place[],
  communes: readonly Place[],
): Promise<DepartementLayout | null> => {
  for (const { level, code } of around) {
    const layout = level === 'departement' ? cutOut(await maps.layout(code), communes) : null
    if (layout) return layout
  }
  return null
}

const cuts = new WeakMap<DepartementLayout, WeakMap<readonly Place[], DepartementLayout | null>>()

/** The tiles of some communes alone, moved to the corner; null when they are less than half of them. The same for the pages of all the communes of an intercommunalité, cut once. */
const cutOut = (layout: DepartementLayout, communes: readonly Place[]): DepartementLayout | null => {
  const known = cuts.get(layout) ?? new WeakMap<readonly Place[], DepartementLayout | null>()
  cuts.set(layout, known)
  const before = known.get(communes)
  if (before !== undefined) return before
  const wanted = new Set(communes.map(({ code }) => code))
  const tiles = layout.tiles.filter((tile) => wanted.has(tile.code))
  const [left, top] = [Math.min(...tiles.map(({ column }) => column)), Math.min(...tiles.map(({ row }) => row))]
  const moved = tiles.map((tile) => ({ ...tile, column: tile.column - left, row: tile.row - top }))
  const cut = tiles.length * 2 > wanted.size ? { ...layout, tiles: moved } : null
  known.set(communes, cut)
  return cut
}

const inFrench = new Intl.Collator('fr')

const sourcesOf = (shown: readonly ShownIndicator[], { themes }: PlaceSheet): PlaceTold['sources'] => {
  const lines = themes.flatMap((theme) => theme.lines).filter(({ stated }) => stated.status !== 'missing')
  const told = new Set(lines.map(({ definition }) => definition))
  const sources = new Map<string, PlaceTold['sources'][number]>()
  for (const { record, definition } of shown)
    if (told.has(definition))
      for (const { slug, title, producer } of record.sources)
        sources.set(slug, { href: `/donnees/${slug}`, title, producer: producer || definition.producer })
  return [...sources.values()].toSorted((a, b) => inFrench.compare(a.title, b.title))
}
