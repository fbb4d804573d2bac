import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'

/** The commune that is first, or last, by an indicator. */
const WantedSuperlative = Type.Object({
  slug: Type.String(),
  end: Type.Union([Type.Literal('highest'), Type.Literal('lowest')]),
  /** « La plus petite »: the words before the name of the commune. */
  says: Type.String(),
  /** Only among communes of so many inhabitants: where one person is not several percent. */
  atLeast: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type WantedSuperlative = Static<typeof WantedSuperlative>

/** A map of the communes, and how it is told. */
const WantedMap = Type.Object({
  slug: Type.String(),
  title: Type.String(),
  /** « communes ont gagné des habitants en cinq ans », « en ont perdu »: the words after how many are above zero, then below. */
  above: Type.Optional(Type.String()),
  below: Type.Optional(Type.String()),
})
export type WantedMap = Static<typeof WantedMap>

/** What the first page of the portal tells of its communes: data that people choose, not code. */
export const HomeChoice = Type.Object({
  /** The first of these that communes have is shown on the map. */
  maps: Type.Array(WantedMap, { minItems: 1 }),
  superlatives: Type.Array(WantedSuperlative),
})
export type HomeChoice = Static<typeof HomeChoice>

/** A choice read from JSON, or a refusal in French that names what is wrong. */
export const readHomeChoice = (json: unknown): HomeChoice => {
  if (Value.Check(HomeChoice, json)) return json
  const [error] = Value.Errors(HomeChoice, json)
  throw invalid('Le choix de ce que dit la page d’accueil ne peut pas être lu.', [
    { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
  ])
}
