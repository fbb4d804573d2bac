export type { CatalogueEntry, CatalogueFile } from '../catalogue-entry.ts'
export { readDcatCatalogue } from './read-catalogue.ts'
