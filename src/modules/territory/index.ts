export type { DepartementLayout } from './departement-layout.ts'
export * from './geography.ts'
export * from './place.ts'
<<<<<<< HEAD
export { type Box, placeBox } from './place-box.ts'
=======
export { placeNamed } from './place-named.ts'
export { populationSentence, rankAmong, rankSentence, sinceWords, trendSentence } from './place-words.ts'
>>>>>>> eec5e89 (Print a sheet of two pages of every place)
export * from './ports.ts'
export * from './rebuild-series.ts'
export * from './rebuilt-words.ts'
export type { TerritoryMaps } from './remembered-maps.ts'
export * from './tile-layout.ts'
