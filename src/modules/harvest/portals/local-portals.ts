import type { OrganisationStore } from '../../catalog/index.ts'
import type { KeptPortal, KeptPortals } from './kept-portal.ts'
import type { Portal } from './portal.ts'

/** A portal of the territory, and what people decided of it. */
export interface LocalPortal {
  readonly portal: Portal
  /** What a person typed to add it; null for one that comes with the program. */
  readonly kept: KeptPortal | null
  /** Since when its catalogue is not read any more; null while it is. */
  readonly retiredAt: string | null
}

export interface LocalPortalsDeps {
  readonly shipped: () => Promise<readonly Portal[]>
  readonly kept: Pick<KeptPortals, 'all'>
  readonly organisations: Pick<OrganisationStore, 'get'>
}

/** Every portal: those that come with the program, then those that people added, retired ones included. Of two with one name, that of a person counts. */
export const localPortals =
  ({ shipped, kept, organisations }: LocalPortalsDeps) =>
  async (): Promise<readonly LocalPortal[]> => {
    const [ours, records] = await Promise.all([shipped(), kept.all()])
    const decided = new Map(records.map((one) => [one.id, one]))
    const shippedOnes = ours
      .filter(({ id }) => !decided.get(id)?.definition)
      .map((portal) => ({ portal, kept: null, retiredAt: decided.get(portal.id)?.retiredAt ?? null }))
    const added = await Promise.all(
      records.map(async ({ id, definition, retiredAt }) => {
        const producer = definition && (await organisations.get(definition.organisation))
        if (!definition || !producer) return []
        const { title, page, catalogue, covers, theme } = definition
        return {
          portal: { id, title, page, known: 'read' as const, catalogue, producer, covers, theme },
          kept: definition,
          retiredAt,
        }
      }),
    )
    return [...shippedOnes, ...added.flat()]
  }

/** Those whose catalogues are read. */
export const followedPortals = (all: readonly LocalPortal[]): readonly Portal[] =>
  all.filter(({ retiredAt }) => retiredAt === null).map(({ portal }) => portal)
