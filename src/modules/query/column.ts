import { type Static, Type } from 'typebox'

/** What a column holds. Codes (commune, SIREN, postcode…) are text: a lost zero is a lost commune. */
export const ColumnType = Type.Union([
  Type.Literal('text'),
  Type.Literal('integer'),
  Type.Literal('number'),
  Type.Literal('boolean'),
  Type.Literal('date'),
  Type.Literal('datetime'),
  Type.Literal('geometry'),
])
export type ColumnType = Static<typeof ColumnType>

/** What the values mean, when they were recognised and checked against the reference. */
export const Semantic = Type.Enum([
  'commune',
  'epci',
  'departement',
  'region',
  'siren',
  'siret',
  'uai',
  'finess',
  'postcode',
  'longitude',
  'latitude',
  'geopoint',
  'url',
  'email',
  'phone',
  'year',
  'money',
  'percentage',
  'place-name',
])
export type Semantic = Static<typeof Semantic>

/** A column as queries and readers see it. `name` is what addresses and SQL use; `label` is what people read. */
export const Column = Type.Object({
  name: Type.String({
    pattern: '^[a-z_][a-z0-9_]*$',
    maxLength: 63,
    description: 'Nom stable, dans les adresses et l’API.',
  }),
  label: Type.String({ description: 'Intitulé, tel que dans le fichier ou corrigé.' }),
  type: ColumnType,
  semantic: Type.Union([Semantic, Type.Null()], { description: 'Sens reconnu des valeurs.' }),
  unit: Type.Union([Type.String(), Type.Null()], { description: 'Unité, par exemple €, %, habitants.' }),
})
export interface Column {
  readonly name: string
  readonly label: string
  readonly type: ColumnType
  readonly semantic: Semantic | null
  readonly unit: string | null
}
