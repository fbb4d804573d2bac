import { DomainError } from '../../kernel/errors.ts'
import { findFile } from './connectors/connectors.ts'
import { asking } from './network/ask.ts'
import type { Network, Time } from './network/network.ts'
import { patientFetch } from './network/patient-network.ts'
import type { Source } from './source.ts'

/** Of sources, those whose file the network may have: all of them on the internet; in a folder, those that it answers for. One that fails otherwise stays, so that its run says why. */
export const withinReach =
  (network: Network, time: Time) =>
  async (sources: readonly Source[]): Promise<readonly Source[]> => {
    if (network.kind === 'internet') return sources
    const ask = asking(patientFetch(network, time, { say: () => undefined, asked: () => undefined }))
    const answered = async ({ fetch }: Source): Promise<boolean> => {
      try {
        return await ask.exists((await findFile(fetch, ask, time.now().getFullYear())).url)
      } catch (error) {
        if (error instanceof DomainError) return error.fault.kind !== 'not-found'
        throw error
      }
    }
    const there: Source[] = []
    for (const source of sources) if (await answered(source)) there.push(source)
    return there
  }
