export { fileToTake } from './catalogue-entry.ts'
export { CATALOGUE_WORDS, catalogueKind } from './list-catalogue.ts'
export type { Portal } from './portal.ts'
export { ENTRY_STANDING_WORDS, type EntryStanding, type KnownEntry, type PortalLook, standingOfEntry } from './ports.ts'
