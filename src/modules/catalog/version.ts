import { type Static, Type } from 'typebox'
import { Column } from '../query/index.ts'

/** A sentence about the file, in French, with where it was seen. `line` and `column` count from 1 in the original file. */
export const Diagnostic = Type.Object({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('info')]),
  kind: Type.String({ description: 'Un mot stable par sorte de remarque, par exemple ragged-row.' }),
  message: Type.String({ description: 'Une phrase en français qui dit ce qui a été trouvé et ce qui serait juste.' }),
  line: Type.Union([Type.Integer(), Type.Null()]),
  column: Type.Union([Type.String(), Type.Null()], { description: 'L’intitulé de la colonne, ou rien.' }),
})
export type Diagnostic = Static<typeof Diagnostic>

/** How many remarks of one kind there are in all, those not shown included. */
export const DiagnosticCount = Type.Object({
  kind: Type.String(),
  severity: Diagnostic.properties.severity,
  total: Type.Integer(),
})
export type DiagnosticCount = Static<typeof DiagnosticCount>

/** Something the reader decided about the file, why, and whether a person imposed it. */
export const Decision = Type.Object({
  key: Type.String({
    description: 'format, encoding, separator, quote, decimal, header, sheet, member, footer, type:<colonne>…',
  }),
  value: Type.String(),
  because: Type.String({ description: 'L’indice, en français.' }),
  imposed: Type.Boolean({ description: 'Vrai quand une personne l’a imposée.' }),
})
export type Decision = Static<typeof Decision>

const Bar = Type.Object({ label: Type.String(), count: Type.Integer() })

/** What is known of a column once every row was read. */
export const ColumnProfile = Type.Object({
  ...Column.properties,
  filled: Type.Integer({ description: 'Nombre de valeurs présentes.' }),
  distinct: Type.Integer({ description: 'Nombre de valeurs différentes (estimé au-delà de 100 000).' }),
  min: Type.Union([Type.String(), Type.Null()]),
  max: Type.Union([Type.String(), Type.Null()]),
  mean: Type.Union([Type.Number(), Type.Null()]),
  quantiles: Type.Union([Type.Array(Type.Number(), { description: 'P5, P25, P50, P75, P95.' }), Type.Null()]),
  top: Type.Array(Bar, { description: 'Les valeurs les plus fréquentes.' }),
  histogram: Type.Array(Bar, { description: 'Répartition des nombres ou des dates en classes égales.' }),
  sample: Type.Array(Type.String()),
})
export type ColumnProfile = Static<typeof ColumnProfile>

/** What changed since the version before. Nulls when rows could not be matched. */
export const VersionChange = Type.Object({
  columnsAdded: Type.Array(Type.String()),
  columnsRemoved: Type.Array(Type.String()),
  columnsRetyped: Type.Array(Type.Object({ name: Type.String(), from: Type.String(), to: Type.String() })),
  rowsAdded: Type.Integer(),
  rowsRemoved: Type.Integer(),
  rowsChanged: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Lignes de même clé dont une valeur a changé ; rien si aucune clé n’a été trouvée.',
  }),
  key: Type.Union([Type.Array(Type.String()), Type.Null()]),
})
export type VersionChange = Static<typeof VersionChange>

/** The file as it was received, kept under its SHA-256. */
export const Original = Type.Object({ sha256: Type.String(), name: Type.String(), bytes: Type.Integer() })
export type Original = Static<typeof Original>

/** An immutable state of a dataset's rows. Once published it never changes. */
export const Version = Type.Object({
  id: Type.String(),
  datasetId: Type.String(),
  number: Type.Integer({ minimum: 1 }),
  createdAt: Type.String(),
  createdBy: Type.Union([Type.String(), Type.Null()]),
  publishedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'Quand le public l’a vue pour la première fois ; rien tant qu’elle attend.',
  }),
  original: Original,
  format: Type.String(),
  rowCount: Type.Integer(),
  rejectedCount: Type.Integer(),
  columns: Type.Array(ColumnProfile),
  bbox: Type.Union([Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }), Type.Null()], {
    description: 'Ouest, sud, est, nord.',
  }),
  decisions: Type.Array(Decision),
  diagnostics: Type.Array(Diagnostic),
  diagnosticCounts: Type.Array(DiagnosticCount),
  change: Type.Union([VersionChange, Type.Null()]),
  bytes: Type.Object({ parquet: Type.Integer(), store: Type.Integer() }),
})
export type Version = Static<typeof Version>
