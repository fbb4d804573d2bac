import { type Static, Type } from 'typebox'

/** The kinds of body that may publish; the words are those of French administrative law. */
export const OrganisationType = Type.Union([
  Type.Literal('etat'),
  Type.Literal('region'),
  Type.Literal('departement'),
  Type.Literal('epci'),
  Type.Literal('commune'),
  Type.Literal('syndicat'),
  Type.Literal('etablissement-public'),
  Type.Literal('association'),
  Type.Literal('entreprise'),
  Type.Literal('autre'),
])
export type OrganisationType = Static<typeof OrganisationType>

/** Who produces or publishes datasets. */
export const Organisation = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  type: OrganisationType,
  siren: Type.Union([Type.String({ pattern: '^\\d{9}$' }), Type.Null()]),
  territory: Type.Union([Type.String(), Type.Null()], {
    description: 'Identifiant du lieu, par exemple commune:89024.',
  }),
  description: Type.String(),
  website: Type.Union([Type.String(), Type.Null()]),
})
export type Organisation = Static<typeof Organisation>
