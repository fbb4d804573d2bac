import { aroundZero, Choropleth, MOST_EACH_SIDE, TileMap } from '../../figure/index.ts'
import { type Contour, type DepartementLayout, LEVEL_PATHS, type Level } from '../../territory/index.ts'
import { drawnContours } from '../drawn-contours.ts'
import type { ShownIndicator } from '../known-indicators.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import type { Ranked } from '../ranking.ts'
import { periodWords } from '../stated-words.ts'

export interface PlacesMapProps {
  readonly indicator: ShownIndicator
  readonly level: Level
  readonly period: string
  readonly ranked: readonly Ranked[]
  /** Shapes of all of them, when they are known. */
  readonly contours: ReadonlyMap<string, Contour> | null
  /** Equal tiles, for communes. */
  readonly layout: DepartementLayout | null
}

/** The places of an indicator on a map: their contours when all are known, else a tile each; nothing when there is neither. */
export const PlacesMap = ({ indicator, level, period, ranked, contours, layout }: PlacesMapProps) => {
  const { definition, record } = indicator
  const shared = {
    title: `${definition.name} sur la carte`,
    unit: definition.unit,
    decimals: definition.decimals,
    things: LEVEL_WORDS[level],
    ...aroundZeroWhenCrossed(ranked),
  }
  const source = `${definition.producer}, ${periodWords(period)}${record.sources[0] ? ` (${record.sources[0].title})` : ''}`
  const href = (code: string) => `/territoires/${LEVEL_PATHS[level]}/${code}`
  if (contours) {
    const [known] = contours.values()
    const sentence = 'Plus la couleur est foncée, plus le chiffre est haut. Le tableau qui suit donne chaque valeur.'
    const areas = ranked.map(({ code, name, value, status }) => ({
      code,
      name,
      value: { value, status },
      href: href(code),
    }))
    return (
      <Choropleth
        {...{ ...shared, sentence, areas }}
        contours={drawnContours(contours)}
        source={`${source} ; contours : ${known?.source ?? ''}`}
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
      sentence={`Un carré par commune, toutes de la même taille, rangées d’après ${layout.by}. Plus la couleur est foncée, plus le chiffre est haut.`}
    />
  )
}

/** Values on both sides of zero are told apart by it; the others are left to the classes of the figure. */
const aroundZeroWhenCrossed = (ranked: readonly Ranked[]) => {
  const values = ranked.flatMap(({ value }) => (value === null ? [] : [value]))
  const crossed = values.some((value) => value < 0) && values.some((value) => value > 0)
  return crossed ? { classes: aroundZero(values, MOST_EACH_SIDE) } : {}
}
