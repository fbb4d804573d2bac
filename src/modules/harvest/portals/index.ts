export { fileToTake } from './catalogue-entry.ts'
export { CATALOGUE_WORDS } from './list-catalogue.ts'
export type { Portal } from './portal.ts'
export { type EntryStanding, type KnownEntry, type PortalLook, standingOfEntry } from './ports.ts'
