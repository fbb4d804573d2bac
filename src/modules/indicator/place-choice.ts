import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import { Level } from '../territory/index.ts'

const Slugs = Type.Array(Type.String(), { minItems: 1 })

/** What a page of a place tells first: data that people choose, not code. */
export const PlaceChoice = Type.Object({
  /** For a level, indicators in order: the first that have a number are the large figures. The first entry that fits a place holds. */
  keyFigures: Type.Array(
    Type.Object({
      level: Level,
      /** Only for places of fewer inhabitants. */
      below: Type.Optional(Type.Integer({ minimum: 1 })),
      slugs: Slugs,
    }),
  ),
  /** Themes (`subtheme` of definitions) in their order, each with the indicators that may stand for it. */
  themes: Type.Array(Type.Object({ name: Type.String(), leading: Slugs })),
  /** What matters to someone who wants to settle, and how a sentence says it as a strength: « se distingue par … ». */
  settling: Type.Array(
    Type.Object({
      slug: Type.String(),
      by: Type.String(),
      /** Where it may stand out, for what grows with the size of a place; absent: everywhere. */
      levels: Type.Optional(Type.Array(Level)),
    }),
  ),
  /** Columns of the table of a place's communes. */
  members: Slugs,
})
export type PlaceChoice = Static<typeof PlaceChoice>

/** A choice read from JSON, or a refusal in French that names what is wrong. */
export const readChoice = (json: unknown): PlaceChoice => {
  if (Value.Check(PlaceChoice, json)) return json
  const [error] = Value.Errors(PlaceChoice, json)
  throw invalid('Le choix de ce que les pages de lieux disent d’abord ne peut pas être lu.', [
    { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
  ])
}

/** The indicators wanted as large figures for a place, in order; none when its level has no choice. */
export const wantedFigures = (
  { keyFigures }: PlaceChoice,
  { level, population }: { readonly level: Level; readonly population: number | null },
): readonly string[] =>
  keyFigures.find(
    (choice) =>
      choice.level === level && (choice.below === undefined || (population !== null && population < choice.below)),
  )?.slugs ?? []

/** Whether an indicator is one of those that matter to someone who wants to settle, at a level. */
export const mattersAt = ({ settling }: PlaceChoice, slug: string, level: Level): boolean =>
  settling.some((one) => one.slug === slug && (one.levels?.includes(level) ?? true))
