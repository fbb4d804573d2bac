export type { DepartementLayout } from './departement-layout.ts'
export * from './geography.ts'
export { hitLabel } from './hit-label.ts'
export * from './level-words.ts'
export * from './place.ts'
export { type Box, placeBoxes } from './place-boxes.ts'
export { placeNamed } from './place-named.ts'
export type { AskedTold, MemberColumn, PlaceTeller, PlaceTold } from './place-told.ts'
export {
  heirName,
  heirsLead,
  listed,
  noSumBriefly,
  noSumSentence,
  ofPlaces,
  populationSentence,
  rankAmong,
  rankSentence,
  sinceWords,
  trendSentence,
} from './place-words.ts'
export * from './ports.ts'
export * from './rebuild-series.ts'
export * from './rebuilt-words.ts'
export type { TerritoryMaps } from './remembered-maps.ts'
export * from './tile-layout.ts'
