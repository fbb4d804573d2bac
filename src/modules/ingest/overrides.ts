import { type Static, Type } from 'typebox'
import { ColumnType, Semantic } from '../query/index.ts'

/** What a person decided in place of the reader, kept with the dataset and applied again at each rebuild. */
export const Overrides = Type.Partial(
  Type.Object({
    format: Type.Union(
      ['csv', 'xlsx', 'xls', 'ods', 'json', 'ndjson', 'geojson', 'parquet'].map((f) => Type.Literal(f)),
    ),
    encoding: Type.String({ description: 'utf-8, utf-16le, windows-1252, macintosh…' }),
    separator: Type.String({ maxLength: 1 }),
    decimal: Type.Union([Type.Literal(','), Type.Literal('.')]),
    /** Line of the file where the header begins (1 = first); 0: no header. */
    headerLine: Type.Integer({ minimum: 0 }),
    headerRows: Type.Integer({ minimum: 1, maximum: 6 }),
    sheet: Type.String(),
    member: Type.String({ description: 'Le fichier à lire dans une archive.' }),
    /** For nested JSON: where the records are, as `a.b.c`. */
    recordsPath: Type.String(),
    /** By position in the file (`"0"` is the first column): what to change of a column. */
    columns: Type.Record(
      Type.String({ pattern: '^\\d+$' }),
      Type.Partial(
        Type.Object({
          name: Type.String({ pattern: '^[a-z_][a-z0-9_]*$', maxLength: 63 }),
          label: Type.String({ minLength: 1 }),
          type: ColumnType,
          unit: Type.Union([Type.String(), Type.Null()]),
          semantic: Type.Union([Semantic, Type.Null()]),
        }),
      ),
    ),
  }),
)
export type Overrides = Static<typeof Overrides>
