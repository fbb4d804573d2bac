import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import { Dataset, Organisation } from '../catalog/index.ts'
import { Overrides } from '../ingest/index.ts'

/** A dataset that shipped indicators are worked out from: its card, the file that brings it and how that file is read. */
export const ExpectedDataset = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
  /** Name of the file, as its producer or the folder of data gives it. */
  file: Type.String(),
  title: Dataset.properties.title,
  description: Dataset.properties.description,
  keywords: Dataset.properties.keywords,
  theme: Type.String(),
  producer: Type.String(),
  licence: Type.String(),
  frequency: Dataset.properties.frequency,
  /** First and last day covered; null for a table that lives. */
  temporal: Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()]),
  /** The place covered, as `pays:FR`. */
  territory: Type.String(),
  provenance: Dataset.properties.provenance,
  sourceUrl: Dataset.properties.sourceUrl,
  /** What the reader is told of the file, when it does not guess it. */
  reading: Type.Optional(Overrides),
})
export type ExpectedDataset = Static<typeof ExpectedDataset>

export const Expected = Type.Object({
  organisations: Type.Array(Organisation),
  datasets: Type.Array(ExpectedDataset),
})
export type Expected = Static<typeof Expected>

/** The list read from JSON, or a refusal in French that says where it is wrong. */
export const readExpected = (json: unknown): Expected => {
  if (Value.Check(Expected, json)) return json
  const [error] = Value.Errors(Expected, json)
  throw invalid('La liste des jeux de données attendus ne peut pas être lue.', [
    { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
  ])
}
