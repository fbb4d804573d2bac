import { type Static, Type } from 'typebox'

export const DatasetStatus = Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('archived')])
export type DatasetStatus = Static<typeof DatasetStatus>

/** Codes of the EU « frequency » vocabulary that the catalogue offers, in upper case as published there. */
export const Frequency = Type.Union([
  Type.Literal('CONT'),
  Type.Literal('DAILY'),
  Type.Literal('WEEKLY'),
  Type.Literal('MONTHLY'),
  Type.Literal('QUARTERLY'),
  Type.Literal('ANNUAL_2'),
  Type.Literal('ANNUAL'),
  Type.Literal('TRIENNIAL'),
  Type.Literal('IRREG'),
  Type.Literal('NEVER'),
  Type.Literal('UNKNOWN'),
])
export type Frequency = Static<typeof Frequency>

const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()])

/** A dataset: what it is, whose, under what terms. Its rows are in its versions; `versionId` is the one readers see. */
export const Dataset = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  title: Type.String({ minLength: 3, maxLength: 200 }),
  description: Type.String({ description: 'Markdown.' }),
  keywords: Type.Array(Type.String()),
  theme: orNull(Type.String({ description: 'Code du vocabulaire européen data-theme, par exemple EDUC.' })),
  localThemes: Type.Array(Type.String()),
  licence: orNull(
    Type.String({ description: 'Identifiant d’une licence de la liste, par exemple lov2. Obligatoire pour publier.' }),
  ),
  producer: orNull(
    Type.String({ description: 'Identifiant de l’organisation productrice. Obligatoire pour publier.' }),
  ),
  contact: orNull(Type.String()),
  frequency: Frequency,
  temporalStart: orNull(Type.String({ description: 'AAAA-MM-JJ' })),
  temporalEnd: orNull(Type.String({ description: 'AAAA-MM-JJ' })),
  territory: orNull(Type.String({ description: 'Identifiant du lieu couvert, par exemple departement:89.' })),
  provenance: Type.String({ description: 'D’où viennent les données et comment elles ont été obtenues.' }),
  sourceUrl: orNull(Type.String()),
  legalBasis: orNull(Type.String()),
  status: DatasetStatus,
  versionId: orNull(Type.String()),
  createdAt: Type.String(),
  updatedAt: Type.String({ description: 'Dernier changement des lignes ou de la fiche.' }),
})
export type Dataset = Static<typeof Dataset>

/** A file beside the rows: a notice, a data dictionary, a map. */
export const Attachment = Type.Object({
  id: Type.String(),
  datasetId: Type.String(),
  title: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
})
export type Attachment = Static<typeof Attachment>
