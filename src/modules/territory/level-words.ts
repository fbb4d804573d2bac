import type { Level } from './place.ts'

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

const byName: ReadonlyMap<string, readonly [one: string, several: string]> = new Map(Object.entries(LEVEL_WORDS))

/** The words of a level that a record keeps as a text; « lieu » for one that is not known any more. */
export const wordsOfLevel = (level: string): readonly [one: string, several: string] =>
  byName.get(level) ?? ['lieu', 'lieux']
