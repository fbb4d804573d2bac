import { type Static, Type } from 'typebox'

const Share = Type.Union([Type.Number(), Type.Null()])
const Told = Type.Object({ name: Type.String(), before: Type.String(), after: Type.String() })
const Period = Type.Union([Type.String(), Type.Null()])

/** What would become of an indicator if the file were published, as whoever works indicators out tells it; kept with the proposal. */
export const IndicatorMove = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  outcome: Type.Enum(['moves', 'same', 'first', 'lost', 'refused']),
  refused: Type.Array(Type.String()),
  /** The level at which places are counted. */
  level: Type.String(),
  known: Type.Object({ before: Type.Integer(), after: Type.Integer() }),
  gained: Type.Integer(),
  lost: Type.Integer(),
  changed: Type.Integer(),
  revised: Type.Integer(),
  periods: Type.Object({ before: Period, after: Period }),
  home: Type.Union([Told, Type.Null()]),
  homeLost: Type.Boolean(),
  homeMoved: Share,
  placesMoved: Share,
  largest: Type.Array(Told),
})
export type IndicatorMove = Static<typeof IndicatorMove>

/** Those that a reader would see move, the others left out. */
export const thatMove = (moves: readonly IndicatorMove[]): readonly IndicatorMove[] =>
  moves.filter(({ outcome }) => outcome !== 'same')
