import { Choropleth, TileMap } from '../../figure/index.ts'
import { type Contour, type DepartementLayout, LEVEL_PATHS, type Level } from '../../territory/index.ts'
import { drawnContours } from '../drawn-contours.ts'
import type { ShownIndicator } from '../known-indicators.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { mapScale } from '../map-scale.ts'
import type { Ranked } from '../ranking.ts'
import { periodWords } from '../stated-words.ts'

export interface PlacesMapProps {
  readonly indicator: {
    readonly definition: ShownIndicator['definition']
    readonly record: Pick<ShownIndicator['record'], 'sources'>
    readonly edition: ShownIndicator['edition']
  }
  readonly level: Level
  readonly period: string
  readonly ranked: readonly Ranked[]
  /** Shapes of them; those without are named beside the map. */
  readonly contours: ReadonlyMap<string, Contour> | null
  /** Equal tiles, for communes. */
  readonly layout: DepartementLayout | null
  /** Codes of the places to outline and name. */
  readonly here: readonly string[]
  /** A title and a sentence in place of its own, for a map that shows one date and no other. */
  readonly words?: { readonly title: string; readonly sentence: string } | undefined
}

/** The places of an indicator on a map: their contours when all are known, else a tile each; nothing when there is neither. */
export const PlacesMap = ({ indicator, level, period, ranked, contours, layout, here, words }: PlacesMapProps) => {
  const { definition, record, edition } = indicator
  const codes = ranked.map(({ code }) => code).toSorted()
  const { classes, values } = mapScale(edition, level, codes)
  const shared = {
    title: words?.title ?? `${definition.name} sur la carte`,
    unit: definition.unit,
    decimals: definition.decimals,
    things: LEVEL_WORDS[level],
    ...{ classes, elsewhere: words ? [] : values, here },
  }
  const shading = [
    classes && classes.below !== null
      ? 'Les lieux rayés sont sous zéro. Plus la couleur ressort, plus le chiffre s’éloigne de zéro.'
      : 'Plus la couleur ressort, plus le chiffre est haut.',
    edition.periods.length > 1 && 'Une couleur dit la même chose à toutes les dates.',
  ]
    .filter(Boolean)
    .join(' ')
  const source = `${definition.producer}, ${periodWords(period)}${record.sources[0] ? ` (${record.sources[0].title})` : ''}`
  const href = (code: string) => `/territoires/${LEVEL_PATHS[level]}/${code}`
  if (contours) {
    const drawers = [...new Set([...contours.values()].map((contour) => contour.source))]
    const undrawn = ranked.filter(({ code }) => !contours.has(code)).map(({ name }) => name)
    const drawnBy = `contours : ${drawers.join(' ; ')}`
    const whole =
      undrawn.length > 0
        ? `${drawnBy}. Sans contour, parce que ${level === 'canton' ? 'ce ne sont pas des réunions de communes entières' : 'leurs communes ne sont pas toutes dans le territoire'} : ${undrawn.join(', ')}`
        : drawnBy
    const areas = ranked
      .filter(({ code }) => contours.has(code))
      .map(({ code, name, value, status }) => ({
        code,
        name,
        value: { value, status },
        href: href(code),
      }))
    return (
      <Choropleth
        {...{ ...shared, areas }}
        sentence={words?.sentence ?? `${shading} Le classement donne chaque valeur.`}
        contours={drawnContours(contours)}
        source={`${source} ; ${whole}`}
        table={false}
      />
    )
  }
  if (level !== 'commune' || !layout) return null
  const of = new Map(ranked.map((one) => [one.code, one]))
  const tiles = layout.tiles.flatMap(({ code, column, row }) => {
    const one = of.get(code)
    return one
      ? [{ code, column, row, name: one.name, href: href(code), value: { value: one.value, status: one.status } }]
      : []
  })
  return (
    <TileMap
      {...{ ...shared, tiles, source }}
      sentence={`Un carré par commune, toutes de la même taille, rangées d’après ${layout.by}. ${words?.sentence ?? shading}`}
    />
  )
}
