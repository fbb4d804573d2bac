import { DomainError } from '../../../kernel/errors.ts'
import { formatBytes } from '../../../kernel/french.ts'
import type { Answered, Asked, Network, Time } from './network.ts'
import { type Failure, faultOfStatus, isAnswer, retryAfterSeconds, TRIES, waitBefore } from './patience.ts'
import { type AskRest, isRest, resumed } from './resume.ts'

/**
 * Asks until it is answered: a pace for each host, growing waits, `Retry-After` obeyed. `take` reads the answer, gone on
 * with when it is cut and its producer allows it; else it is called again, on a new answer. Statuses that are not an answer are thrown in French.
 */
export type Fetch = <T>(asked: Asked, take: (answer: Answered) => Promise<T>) => Promise<T>

/** Milliseconds between two questions to one host, by the limits that producers publish; two a second elsewhere. */
const PACE: Readonly<Record<string, number>> = {
  'api.insee.fr': 2_000,
  'bdm.insee.fr': 2_000,
  'data.geopf.fr': 1_000,
}
const USUAL_PACE = 500

interface Told {
  /** Said of each wait before another try. */
  readonly say: (sentence: string) => void
  /** Said of each exchange. */
  readonly asked: () => void
}

/** One network for a whole run: hosts are asked one question at a time, none more often than its pace. `slower` sets the pace of some; `tries`, how many times each is asked in all. */
export const patientFetch = (
  network: Network,
  time: Time,
  { say, asked: count }: Told,
  slower: Readonly<Record<string, number>> = {},
  tries = TRIES,
): Fetch => {
  const turns = network.kind === 'folder' ? async () => undefined : turnsOf(time, { ...PACE, ...slower })
  const askRest: AskRest = async (rest, from, cut, cuts) => {
    const wait = network.kind === 'folder' ? null : waitBefore(cuts, { error: cut, retryAfter: null })
    if (wait === null) return null
    say(`${cut.message} Suite à partir de ${formatBytes(from)} dans ${Math.round(wait / 1000)} s.`)
    await time.wait(wait, rest.signal)
    await turns(hostOf(rest.url), rest.signal)
    count()
    const answer = await network.get(rest).catch((error) => unreached(rest.url, error))
    if (answer.status === UNREACHED || isRest(answer, from)) return answer
    await startOf(answer)
    return null
  }
  return async (asked, take) => {
    for (let tried = 1; ; tried += 1) {
      await turns(hostOf(asked.url), asked.signal)
      count()
      const outcome = await attempt(network, time, asked, (answer) =>
        take({ ...answer, body: resumed(asked, answer, askRest) }),
      )
      if ('value' in outcome) return outcome.value
      asked.signal?.throwIfAborted()
      const wait = network.kind === 'folder' ? null : waitBefore(tried, outcome, tries)
      if (wait === null) throw outcome.error
      say(`${outcome.error.message} Nouvel essai dans ${Math.round(wait / 1000)} s.`)
      await time.wait(wait, asked.signal)
    }
  }
}

/** Nobody answered: what is read of it fails as a cut does. */
const UNREACHED = 0

const unreached = (url: string, error: unknown): Answered => {
  if (!(error instanceof DomainError)) throw error
  return { status: UNREACHED, url, header: () => null, body: failing(error) }
}

const failing = (error: Error): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
})

const hostOf = (url: string) => URL.parse(url)?.host ?? ''

const turnsOf = (time: Time, paces: Readonly<Record<string, number>>) => {
  const free = new Map<string, number>()
  return async (host: string, signal: AbortSignal | undefined) => {
    const now = time.now().getTime()
    const at = Math.max(now, free.get(host) ?? 0)
    free.set(host, at + (paces[host] ?? USUAL_PACE))
    if (at > now) await time.wait(at - now, signal)
  }
}

const attempt = async <T>(
  network: Network,
  time: Time,
  asked: Asked,
  take: (answer: Answered) => Promise<T>,
): Promise<{ readonly value: T } | Failure> => {
  try {
    const answer = await network.get(asked)
    if (isAnswer(answer.status)) return { value: await take(answer) }
    const error = faultOfStatus(answer.status, hostOf(answer.url), await startOf(answer))
    return { error, retryAfter: retryAfterSeconds(answer.header('retry-after'), time.now()) }
  } catch (error) {
    if (error instanceof DomainError) return { error, retryAfter: null }
    throw error
  }
}

/** The first words of a body, which is then let go. */
const startOf = async ({ body }: Answered): Promise<string> => {
  try {
    for await (const chunk of body) return Buffer.from(chunk).subarray(0, 2000).toString()
  } catch {
    // What a failure says of itself may be cut too.
  }
  return ''
}
