import { type Static, Type } from 'typebox'
import { readCswCatalogue } from '../../connectors/csw/read-records.ts'
import type { Ask } from '../../network/ask.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { entryOfTold } from './told-entry.ts'

/** A geographic catalogue (CSW 2.0.2), as GeoNetwork serves one. */
export const CswCatalogue = Type.Object({
  kind: Type.Literal('csw'),
  /** The service, without a question. */
  service: Type.String({ pattern: '^https?://' }),
})
export type CswCatalogue = Static<typeof CswCatalogue>

/** The entries of a geographic catalogue, one after the other; services and maps are left out. */
export async function* cswCatalogue(
  { service }: CswCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  for await (const told of readCswCatalogue(service, ask)) yield [entryOfTold(told)]
}
