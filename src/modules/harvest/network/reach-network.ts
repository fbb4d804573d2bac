import type { Network } from './network.ts'

/** Known to answer, and to be there for long: the State's catalogue, where most sources are looked for anyway. */
const DOOR = 'https://www.data.gouv.fr/api/1/site/'
/** Milliseconds that one waits for a sign of life. */
const PATIENCE = 3_000

/** Whether anything answers: one question, whatever the answer, given up after `within` milliseconds. A folder that stands for the internet does when it can be read. */
export const reachNetwork = async (network: Network, within = PATIENCE, signal?: AbortSignal): Promise<boolean> => {
  if (network.kind === 'folder') return ((await network.trouble?.()) ?? null) === null
  const limit = AbortSignal.any([AbortSignal.timeout(within), ...(signal ? [signal] : [])])
  if (limit.aborted) return false
  const answered = network.get({ url: DOOR, signal: limit }).then(async ({ body }) => {
    for await (const _ of body) break
    return true
  })
  const given = new Promise<false>((done) => limit.addEventListener('abort', () => done(false), { once: true }))
  return Promise.race([answered.catch(() => false), given])
}
