import { DomainError } from '../../kernel/errors.ts'
import { findFile } from './connectors/connectors.ts'
import { asking } from './network/ask.ts'
import type { Network, Time } from './network/network.ts'
import { patientFetch } from './network/patient-network.ts'
import type { Source } from './source.ts'

/** What became of a source when it was packed: its file is in the folder, or why it is not, in French. */
export interface Packed {
  readonly source: string
  readonly failure: string | null
}

/** Asks everything that sources ask, once, through a network that keeps what it hears. */
export const packSources = async (
  sources: readonly Source[],
  network: Network,
  time: Time,
  onDone: (packed: Packed) => void,
): Promise<readonly Packed[]> => {
  const fetch = patientFetch(network, time, { say: () => undefined, asked: () => undefined })
  const ask = asking(fetch)
  const done: Packed[] = []
  for (const { id, fetch: wanted } of sources) {
    let failure: string | null = null
    try {
      const found = await findFile(wanted, ask, time.now().getFullYear())
      if (found.gathered) for await (const _ of found.gathered());
      else
        await fetch({ url: found.url, headers: { ...found.headers } }, async ({ body }) => {
          for await (const _ of body);
        })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      failure = error.message
    }
    done.push({ source: id, failure })
    onDone({ source: id, failure })
  }
  return done
}
