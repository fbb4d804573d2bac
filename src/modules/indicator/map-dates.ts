import { type Static, Type } from 'typebox'
import { type Shade, sayValue, shadeOf } from '../figure/index.ts'
import type { Level } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { type Edition, seriesOf } from './edition.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { mapScale } from './map-scale.ts'
import { periodWords } from './stated-words.ts'

/** A map at all its dates, for the script that plays them: shades as positions in a list, texts as a pointer shows them, what places are called, one then several. */
export const MapDates = Type.Object({
  periods: Type.Array(Type.Object({ period: Type.String(), words: Type.String() })),
  shades: Type.Array(Type.String()),
  things: Type.Tuple([Type.String(), Type.String()]),
  places: Type.Record(Type.String(), Type.Array(Type.Tuple([Type.Integer(), Type.String()]))),
})
export type MapDates = Static<typeof MapDates>

/** The shade and the text of each place at each period, on the scale that the page uses. */
export const mapDates = (
  definition: Definition,
  edition: Edition,
  level: Level,
  places: readonly { readonly code: string; readonly name: string }[],
): MapDates => {
  const { classes } = mapScale(
    edition,
    level,
    places.map(({ code }) => code),
  )
  const shades: Shade[] = []
  const positionOf = (shade: Shade): number => {
    if (!shades.includes(shade)) shades.push(shade)
    return shades.indexOf(shade)
  }
  return {
    periods: edition.periods.map((period) => ({ period, words: periodWords(period) })),
    places: Object.fromEntries(
      places.map(({ code, name }) => [
        code,
        seriesOf(edition, level, code).map((stated) => [
          positionOf(shadeOf(stated, classes)),
          `${name} : ${sayValue(stated, definition.unit, definition.decimals)}`,
        ]),
      ]),
    ),
    shades,
    things: [...LEVEL_WORDS[level]],
  }
}
