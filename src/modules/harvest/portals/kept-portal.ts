import { type Static, Type } from 'typebox'
import { CatalogueFetch } from './list-catalogue.ts'
import { Portal } from './portal.ts'

/** A portal that a person added, as it is kept. */
export const KeptPortal = Type.Object({
  title: Portal.properties.title,
  page: Portal.properties.page,
  /** As it was typed: what the form shows again. */
  address: Type.String(),
  catalogue: CatalogueFetch,
  /** Identifier of who answers for what it publishes. */
  organisation: Type.String(),
  covers: Portal.properties.covers,
  theme: Portal.properties.theme,
})
export type KeptPortal = Static<typeof KeptPortal>

/** What people decided of a portal: its definition when one of them added it, and since when it is retired. */
export const PortalRecord = Type.Object({
  id: Portal.properties.id,
  definition: Type.Union([KeptPortal, Type.Null()], { description: 'Null for one that comes with the program.' }),
  retiredAt: Type.Union([Type.String(), Type.Null()]),
})
export type PortalRecord = Static<typeof PortalRecord>

export interface KeptPortals {
  readonly all: () => Promise<readonly PortalRecord[]>
  /** Adds a portal, or changes one; whether it is retired stays as it was. */
  readonly save: (id: string, definition: KeptPortal, by: string, at: Date) => Promise<void>
  /** Retires a portal, or puts it back when `retiredAt` is null. */
  readonly retire: (id: string, retiredAt: Date | null, by: string, at: Date) => Promise<void>
}
