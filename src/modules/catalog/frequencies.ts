import type { Frequency } from './dataset.ts'

/** How often a dataset is said to change, in words; the codes are those of the EU « frequency » vocabulary. */
export const FREQUENCIES: Readonly<Record<Frequency, string>> = {
  CONT: 'en continu',
  DAILY: 'tous les jours',
  WEEKLY: 'toutes les semaines',
  MONTHLY: 'tous les mois',
  QUARTERLY: 'tous les trimestres',
  ANNUAL_2: 'deux fois par an',
  ANNUAL: 'tous les ans',
  TRIENNIAL: 'tous les trois ans',
  IRREG: 'sans régularité',
  NEVER: 'jamais',
  UNKNOWN: 'non précisée',
}
