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

/** The rows of an example: codes and periods as the rows write them; all of them where nothing is said. */
export interface Concerned {
  readonly places?: readonly string[]
  readonly periods?: readonly string[]
}

/** A finding that knows how the rows of its examples are told apart, in the same order. */
export interface LocatedFinding extends Finding {
  readonly at?: readonly Concerned[]
}

const SHOWN = 20

/** A finding about some places; nothing when there is none. */
export const finding = (
  weight: Finding['weight'],
  kind: string,
  message: (count: number) => string,
  examples: readonly string[],
  at?: (example: string) => Concerned,
): readonly LocatedFinding[] => {
  if (examples.length === 0) return []
  const shown = examples.slice(0, SHOWN)
  const found = { weight, kind, message: message(examples.length), examples: shown, count: examples.length }
  return [at ? { ...found, at: shown.map(at) } : found]
}
