import type { Network } from './network/network.ts'
import { reachNetwork } from './network/reach-network.ts'
import type { HarvestStore } from './ports.ts'
import type { Source } from './source.ts'

/** What a portal that never harvested may begin with; `offline`: nothing answers, and no folder stands for the internet. */
export type StartProposal =
  | { readonly kind: 'ready'; readonly sources: readonly Source[] }
  | { readonly kind: 'offline' }

export interface FirstStartDeps {
  readonly store: Pick<HarvestStore, 'states'>
  readonly network: Network
  readonly sources: () => Promise<readonly Source[]>
  /** Identifiers of the sources to begin with, in order. */
  readonly starters: () => Promise<readonly string[]>
  readonly reachable: (sources: readonly Source[]) => Promise<readonly Source[]>
}

/** The first start of a portal's harvest. */
export interface FirstStart {
  /** Whether nothing was ever harvested, well or not. */
  readonly isNew: () => Promise<boolean>
  /** What to begin with; null once anything was harvested. Asks the network one question, of three seconds at most. A folder gives everything it holds; the internet, the starters. */
  readonly ask: (signal?: AbortSignal) => Promise<StartProposal | null>
}

/** What a portal begins with, for whoever starts it. */
export const firstStart = ({ store, network, sources, starters, reachable }: FirstStartDeps): FirstStart => {
  const isNew = async () => !(await store.states()).some(({ checkedAt, failingSince }) => checkedAt || failingSince)
  return {
    isNew,
    async ask(signal) {
      if (!(await isNew())) return null
      if (!(await reachNetwork(network, undefined, signal))) return { kind: 'offline' }
      const all = await sources()
      if (network.kind === 'folder') return { kind: 'ready', sources: await reachable(all) }
      return { kind: 'ready', sources: (await starters()).flatMap((id) => all.filter((one) => one.id === id)) }
    },
  }
}
