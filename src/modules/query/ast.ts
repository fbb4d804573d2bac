/** A value written in a filter. Dates are written as text and read by the column they meet. */
export type Literal = string | number | boolean

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A filter over rows. Grammars are many, this tree is one; a store compiles it. */
export type Expr =
  | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'not'; readonly of: Expr }
  | { readonly kind: 'compare'; readonly column: string; readonly op: CompareOp; readonly value: Literal }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Literal[] }
  | { readonly kind: 'between'; readonly column: string; readonly low: Literal; readonly high: Literal }
  | { readonly kind: 'is-null'; readonly column: string }
  /** The folded text of the column contains the folded `text`. */
  | { readonly kind: 'contains'; readonly column: string; readonly text: string }
  /** Every word of `text`, folded and stemmed, stands in some text column of the row. */
  | { readonly kind: 'search'; readonly text: string }
  /** The row's point lies in the box (WGS 84 degrees, west ≤ east). */
  | {
      readonly kind: 'bbox'
      readonly west: number
      readonly south: number
      readonly east: number
      readonly north: number
    }

export interface Sort {
  readonly column: string
  readonly descending: boolean
}

export type Aggregate = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'median' | 'distinct'

/** One measured column of a group-by; `count` alone needs no column. `as` names the column of the answer. */
export interface Measure {
  readonly of: Aggregate
  readonly column: string | null
  readonly as: string
}
