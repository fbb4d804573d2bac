import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../kernel/french.ts'
import { numbersOf } from '../figure/index.ts'
import type { Place, TerritoryMaps } from '../territory/index.ts'
import { valueAt } from './edition.ts'
import type { PeerFinder } from './find-peers.ts'
import type { HomeChoice, WantedMap } from './home-choice.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import { HomeSuperlatives } from './pages/home-superlatives.tsx'
import { PlaceKeyFigures } from './pages/place-key-figures.tsx'
import { PlacesMap } from './pages/places-map.tsx'
import type { PlaceChoice } from './place-choice.ts'
import { readPlaceSheet } from './read-place-sheet.ts'
import { apartSentence } from './sheet-words.ts'
import { superlativesOf } from './superlatives.ts'

/** What indicators tell on the first page; each part is null when there is nothing to tell. */
export interface HomeTold {
  /** The large figures of the territory. */
  readonly figures: ComponentChildren
  /** What sets it apart from its peers, in one sentence. */
  readonly apart: string | null
  /** Its communes on a map, and the address of the indicator that shades it. */
  readonly map: { readonly drawing: ComponentChildren; readonly href: string } | null
  /** Communes that are first at something. */
  readonly superlatives: ComponentChildren
}

/** Tells the first page of the portal: `around` holds the territory, `communes` are those that it holds. */
export type HomeTeller = (asked: {
  readonly home: Place
  readonly around: readonly Place[]
  readonly communes: readonly Place[]
}) => Promise<HomeTold>

interface HomeDeps {
  readonly known: KnownIndicators
  readonly finder: Pick<PeerFinder, 'of'>
  readonly maps: TerritoryMaps
  readonly choice: PlaceChoice
  readonly first: HomeChoice
}

/** The parts of the first page that indicators make. */
export const homeSection = ({ known, finder, maps, choice, first }: HomeDeps): HomeTeller => {
  const read = readPlaceSheet(known, finder, choice)
  return async ({ home, around, communes }) => {
    const members = communes.map(({ code }) => code)
    const [shown, sheet] = await Promise.all([known.shown(), read({ place: home, around, members })])
    const superlatives = superlativesOf(shown, first.superlatives, communes)
    return {
      figures: sheet.key.length > 0 ? <PlaceKeyFigures lines={sheet.key} level={home.level} /> : null,
      apart: apartSentence(sheet, home.level, choice),
      map: await communesMap(maps, shown, first.maps, home, communes),
      superlatives: superlatives.length > 0 ? <HomeSuperlatives superlatives={superlatives} /> : null,
    }
  }
}

/** The communes shaded by the first indicator wanted that they have: on their contours, else a tile each. */
const communesMap = async (
  maps: TerritoryMaps,
  shown: readonly ShownIndicator[],
  wanted: readonly WantedMap[],
  home: Place,
  communes: readonly Place[],
): Promise<HomeTold['map']> => {
  for (const told of wanted) {
    const indicator = shown.find(({ definition }) => definition.slug === told.slug)
    const period = indicator?.edition.periods.at(-1)
    if (!indicator?.edition.levels.has('commune') || period === undefined) continue
    const ranked = communes.map(({ code, name }) => ({
      ...valueAt(indicator.edition, 'commune', code, period),
      ...{ code, name, rank: null },
    }))
    const contours = await maps.contours('commune', communes.map(({ code }) => code).toSorted())
    const layout = contours ? null : await maps.layout(home.code)
    const words = { title: told.title, sentence: mapSentence(numbersOf(ranked), told) }
    return {
      drawing: <PlacesMap {...{ indicator, period, ranked, contours, layout, words }} level="commune" here={[]} />,
      href: `/indicateurs/${indicator.definition.slug}`,
    }
  }
  return null
}

/** « 131 communes ont gagné des habitants en cinq ans, 283 en ont perdu. » */
const mapSentence = (numbers: readonly number[], { above, below }: WantedMap): string => {
  const [over, under] = [numbers.filter((n) => n > 0).length, numbers.filter((n) => n < 0).length]
  const counts = above && below ? `${formatNumber(over)} ${above}, ${formatNumber(under)} ${below}. ` : ''
  return `${counts}Choisissez une commune sur la carte pour ouvrir sa page.`
}
