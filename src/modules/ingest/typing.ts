import type { Column } from '../query/index.ts'

/** How the text of a cell becomes a value. Blank cells are always missing. */
export type ParseRule =
  /** `pad`: digits that lost their leading zeros get them back up to this length. `cutDecimal`: `75019.0` is `75019`. */
  | { readonly kind: 'text'; readonly pad?: number; readonly cutDecimal?: boolean }
  | { readonly kind: 'integer' }
  /** Spaces (also no-break) between thousands, a currency or percent sign around, are accepted and dropped. */
  | { readonly kind: 'number'; readonly decimal: ',' | '.'; readonly thousands: ',' | '.' | null }
  | { readonly kind: 'boolean'; readonly yes: readonly string[]; readonly no: readonly string[] }
  /** `format` in strptime letters, tried in order; impossible days (31/02) are misfits, never shifted. */
  | { readonly kind: 'date' | 'datetime'; readonly formats: readonly string[] }
  /** `[lat, lon]`, `lat,lon` (the other way round with `longitudeFirst`), WKT or GeoJSON text, kept as GeoJSON text with the point's coordinates beside. */
  | { readonly kind: 'geometry'; readonly longitudeFirst?: boolean }

/** A column of the version to build: where it comes from and how its cells are read. */
export interface TypedColumn {
  readonly column: Column
  /** Position in the relation, line-number field excluded. */
  readonly source: number
  readonly rule: ParseRule
  /** Texts that say « no value » in this column (`ND`, `s`, `-`…), compared folded. */
  readonly missing: readonly string[]
}
