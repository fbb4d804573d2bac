import { type Static, Type } from 'typebox'
import { readDcatCatalogue } from '../../connectors/dcat/index.ts'
import type { Ask } from '../../network/ask.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { entryOfTold } from './told-entry.ts'

/** A catalogue in DCAT, whatever it is written in: RDF/XML, Turtle or JSON-LD. */
export const DcatCatalogue = Type.Object({
  kind: Type.Literal('dcat'),
  /** The first page. */
  address: Type.String({ pattern: '^https?://' }),
})
export type DcatCatalogue = Static<typeof DcatCatalogue>

/** The entries of a DCAT catalogue, one after the other, through its pages when it is cut after Hydra. */
export async function* dcatCatalogue(
  { address }: DcatCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  for await (const told of readDcatCatalogue(address, ask)) yield [entryOfTold(told)]
}
