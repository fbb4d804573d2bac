import { DomainError } from '../../kernel/errors.ts'
import { findFile } from './connectors/connectors.ts'
import { type Ask, asking } from './network/ask.ts'
import type { Network, Time } from './network/network.ts'
import { patientFetch } from './network/patient-network.ts'
import type { Source } from './source.ts'

/**
 * Of sources, those whose file the network may have: all of them on the internet; in a folder, those that it answers for,
 * asked again when the folder changed; none in a folder that cannot be read. One that fails otherwise stays, so that its run says why.
 */
export const withinReach = (network: Network, time: Time) => {
  const kept = new Map<string, boolean>()
  let revision: string | undefined
  const answered = async ({ fetch }: Source, ask: Ask): Promise<boolean> => {
    try {
      return await ask.exists((await findFile(fetch, ask, time.now().getFullYear())).url)
    } catch (error) {
      if (error instanceof DomainError) return error.fault.kind !== 'not-found'
      throw error
    }
  }
  return async (sources: readonly Source[]): Promise<readonly Source[]> => {
    if (network.kind === 'internet') return sources
    if ((await network.trouble?.()) ?? null) return []
    const now = await network.revision?.()
    if (now === undefined || now !== revision) kept.clear()
    revision = now
    const ask = asking(patientFetch(network, time, { say: () => undefined, asked: () => undefined }))
    const there: Source[] = []
    for (const source of sources) {
      const question = JSON.stringify(source.fetch)
      const known = kept.get(question) ?? (await answered(source, ask))
      kept.set(question, known)
      if (known) there.push(source)
    }
    return there
  }
}
