import type { Ground } from '../map/ground.ts'
import type { MapDates } from '../map-steps.ts'
import type { ShadedPlaces } from './drawing.ts'

/** What a map says of a place at a date. */
export interface PlaceSaid {
  /** The name of its shade: `q0`, `missing`… */
  readonly shade: string
  /** `Auxerre : 35 097 habitants`, `Toucy : secret statistique`. */
  readonly text: string
}

/** What is said of a place at a date; null for a place that the dates do not know. */
export const saidOf = ({ places, shades }: MapDates, code: string, at: number): PlaceSaid | null => {
  const [shade, text] = places[code]?.[at] ?? []
  return shade === undefined || text === undefined ? null : { shade: shades[shade] ?? 'missing', text }
}

/** Shapes with their shade at a date; those that the dates do not know are left out. */
export const shadedPlaces = (ground: Pick<Ground, 'features'>, dates: MapDates, at: number): ShadedPlaces => ({
  type: 'FeatureCollection',
  features: ground.features.flatMap(({ geometry, properties: { code } }) => {
    const said = saidOf(dates, code, at)
    return said ? [{ type: 'Feature' as const, geometry, properties: { code, shade: said.shade } }] : []
  }),
})
