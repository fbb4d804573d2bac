/**
 * What a figure is, when it is a number and when it is not. Missing is not zero, secret is not missing, and each is said
 * in words.
 */
export type ValueStatus = 'value' | 'zero' | 'missing' | 'secret' | 'not-yet' | 'estimated' | 'not-applicable'

/** A number that was found, counted as none, or estimated; or the reason why there is none. */
export interface StatedValue {
  /** Null unless the status is `value`, `zero` or `estimated`. */
  readonly value: number | null
  readonly status: ValueStatus
}

/** The statuses in the words of a table cell or a legend. */
export const STATUS_WORDS: Readonly<Record<ValueStatus, string>> = {
  value: 'valeur',
  zero: 'zéro',
  missing: 'manquant',
  secret: 'secret statistique',
  'not-yet': 'pas encore publié',
  estimated: 'estimé',
  'not-applicable': 'sans objet',
}
