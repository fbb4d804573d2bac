import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../../kernel/errors.ts'
import { Organisation } from '../../catalog/index.ts'
import { type TerritoryVariables, withVariables } from '../source.ts'
import { CatalogueFetch } from './list-catalogue.ts'

/** A portal of the territory whose catalogue is read: what kind it is, whose it is, what its datasets are about. Nothing in it names a territory but by a variable, unless `territories` says which it is for. */
export const Portal = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 24 }),
  title: Type.String({ minLength: 3 }),
  /** Where people read it. */
  page: Type.String({ pattern: '^https?://' }),
  /** As for sources: read in its documents, told by others, or to be confirmed at first contact. */
  known: Type.Union([Type.Literal('read'), Type.Literal('measured'), Type.Literal('to-confirm')]),
  /** Départements and régions that it is for, as `departement:89`, `region:27`; absent: all. */
  territories: Type.Optional(Type.Array(Type.String())),
  catalogue: CatalogueFetch,
  /** Who answers for what it publishes, when no known organisation bears the name of the publisher. */
  producer: Organisation,
  /** The place that its datasets cover, unless a person says better: `departement:89`. */
  covers: Type.String(),
  /** The theme of datasets whose own is not one of the European list. */
  theme: Type.String(),
  /** What to know of it, for whoever chooses. */
  note: Type.Optional(Type.String()),
})
export type Portal = Static<typeof Portal>

/** A definition read from JSON, its variables replaced; refuses, by the place of its mistake, what is not one. */
export const readPortal = (json: unknown, variables: TerritoryVariables): Portal => {
  const filled = withVariables(json, variables)
  if (Value.Check(Portal, filled)) return filled
  const [error] = Value.Errors(Portal, filled)
  throw invalid('Cette définition de portail ne peut pas être lue.', [
    { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
  ])
}

/** Whether a portal is for a territory. */
export const isFor = ({ territories }: Portal, { departement, region }: TerritoryVariables): boolean =>
  !territories || territories.includes(`departement:${departement}`) || territories.includes(`region:${region}`)
