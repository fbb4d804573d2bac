import { Type } from 'typebox'

/** What a figure is, or why there is none, as the API says it: one word for each `ValueStatus`. */
export const Status = Type.Union(
  [
    Type.Literal('value'),
    Type.Literal('zero'),
    Type.Literal('missing'),
    Type.Literal('secret'),
    Type.Literal('not-yet'),
    Type.Literal('estimated'),
    Type.Literal('not-applicable'),
  ],
  {
    description:
      'value, zero, missing (manquant), secret, not-yet (pas encore publié), estimated (estimé), not-applicable (sans objet).',
  },
)
