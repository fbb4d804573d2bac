import { type Static, Type } from 'typebox'
import { Sql, sql } from '../../kernel/sql.ts'
import { Definition } from './definition.ts'

const Source = Type.Object({
  datasetId: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  versionId: Type.String(),
  number: Type.Integer(),
  producer: Type.String(),
})
export const FoundRow = Type.Object({
  weight: Type.Union([Type.Literal('refused'), Type.Literal('noted')]),
  kind: Type.String(),
  message: Type.String(),
  examples: Type.Array(Type.String()),
  count: Type.Integer(),
  rows: Type.Optional(Type.Array(Type.String())),
})
export const EditionRow = Type.Object({
  id: Type.String(),
  indicator: Type.String(),
  number: Type.Integer(),
  builtAt: Type.String(),
  sources: Type.Array(Source),
  findings: Type.Array(FoundRow),
  counts: Type.Record(Type.String(), Type.Integer()),
  madeFrom: Type.String(),
  definition: Type.Optional(Definition),
})
export type EditionRow = Static<typeof EditionRow>

/** A moment as records write it, from a column of ours. */
export const moment = (column: string): Sql =>
  new Sql([`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`], [])

/** An edition `e` as one JSON object. */
export const EDITION = sql`
  jsonb_build_object('id', e.id, 'indicator', e.indicator, 'number', e.number, 'builtAt', ${moment('e.built_at')},
    'sources', e.sources, 'findings', e.findings, 'counts', e.counts, 'madeFrom', e.made_from)
  || case when e.definition is null then '{}'::jsonb else jsonb_build_object('definition', e.definition) end`

const alphabet = new Intl.Collator('fr', { numeric: true })

/** Records by theme, sub-theme and name, as a French dictionary has them: « Écart » before « Part », whatever the database sorts by. */
export const inOrder = <R extends { readonly definition: Pick<Definition, 'theme' | 'subtheme' | 'name'> }>(
  records: readonly R[],
): readonly R[] =>
  records.toSorted(
    ({ definition: a }, { definition: b }) =>
      alphabet.compare(a.theme, b.theme) ||
      alphabet.compare(a.subtheme, b.subtheme) ||
      alphabet.compare(a.name, b.name),
  )
