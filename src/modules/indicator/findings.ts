/** What a check found in the rows behind an indicator: in words, with the rows concerned. */
export interface Finding {
  /** `refused` keeps the edition from being shown; `noted` is told beside it. */
  readonly weight: 'refused' | 'noted'
  readonly kind: string
  readonly message: string
  /** Places or rows concerned, at most twenty. */
  readonly examples: readonly string[]
  readonly count: number
  /** Where the rows of each example are seen: one address an example, when they can be found again. */
  readonly rows?: readonly string[]
}

const SHOWN = 20

/** A finding about some places; null when there is none. */
export const finding = (
  weight: Finding['weight'],
  kind: string,
  message: (count: number) => string,
  examples: readonly string[],
): readonly Finding[] =>
  examples.length === 0
    ? []
    : [{ weight, kind, message: message(examples.length), examples: examples.slice(0, SHOWN), count: examples.length }]
