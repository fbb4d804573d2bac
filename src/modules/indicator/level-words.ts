import type { Level } from '../territory/index.ts'

/** A level that an indicator may reach. */
export type ReachedLevel = Level

/** Levels as people name them, and as addresses write them. */
export const LEVEL_WORDS: Readonly<Record<Level, readonly [one: string, several: string]>> = {
  commune: ['commune', 'communes'],
  epci: ['intercommunalité', 'intercommunalités'],
  canton: ['canton', 'cantons'],
  arrondissement: ['arrondissement', 'arrondissements'],
  departement: ['département', 'départements'],
  region: ['région', 'régions'],
  pays: ['pays', 'pays'],
}
