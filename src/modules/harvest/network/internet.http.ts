import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { createGunzip } from 'node:zlib'
import { Agent, request } from 'undici'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import { type AllowedHosts, checkedUrl, isAllowedHost, isPublicAddress, refusedHost } from './address-rules.ts'
import type { Answered, Asked, Network } from './network.ts'

export interface InternetOptions {
  /** Who asks, with a way to reach them. */
  readonly userAgent: string
  readonly allowedHosts: AllowedHosts
  /** For the first byte, then between two bytes, in milliseconds. */
  readonly patience: number
  /** For one whole exchange, in milliseconds. */
  readonly longest: number
}

type Resolve = typeof lookup

const REDIRECTS = 5
const MOVED = new Set([301, 302, 303, 307, 308])

/**
 * The internet, whose answers never come from the portal's own network: each address is checked when the connection is
 * made, whatever name led to it, redirects included. `resolve` is the machine's own look-up of names unless a test says otherwise.
 */
export const internet = (
  { userAgent, allowedHosts, patience, longest }: InternetOptions,
  resolve: Resolve = lookup,
): Network & { readonly close: () => Promise<void> } => {
  const agentFor = (free: boolean) =>
    new Agent({
      headersTimeout: patience,
      bodyTimeout: patience,
      connect: { timeout: patience, ...(free ? {} : { lookup: publicOnly(resolve) as never }) },
    })
  const agents = { checked: agentFor(false), free: agentFor(true) }
  const once = async (url: URL, asked: Asked, signal: AbortSignal) => {
    const dispatcher = isAllowedHost(url, allowedHosts) ? agents.free : agents.checked
    const { body } = asked
    const headers = {
      ...{ 'user-agent': userAgent, 'accept-encoding': 'gzip', ...asked.headers },
      ...(body ? { 'content-type': body.mediaType } : {}),
    }
    const posted = body ? { method: 'POST' as const, body: body.text } : {}
    return request(url, { dispatcher, headers, signal, ...posted }).catch((error) => {
      throw unreached(url, error, asked.signal)
    })
  }
  return {
    kind: 'internet',
    async get(asked) {
      const signal = AbortSignal.any([AbortSignal.timeout(longest), ...(asked.signal ? [asked.signal] : [])])
      let url = checkedUrl(asked.url, allowedHosts)
      for (let moves = 0; moves <= REDIRECTS; moves += 1) {
        const answer = await once(url, asked, signal)
        const target = MOVED.has(answer.statusCode) ? one(answer.headers.location) : null
        if (target === null) return readable(url, answer, asked.signal)
        answer.body.on('error', () => undefined).destroy()
        url = checkedUrl(URL.parse(target, url)?.href ?? target, allowedHosts)
      }
      throw invalid(`${url.hostname} renvoie d’adresse en adresse sans jamais répondre.`)
    },
    close: async () => {
      await Promise.all([agents.checked.close(), agents.free.close()])
    },
  }
}

const one = (header: string | string[] | undefined): string | null => [header].flat()[0] ?? null

type Raw = Awaited<ReturnType<typeof request>>

const readable = (url: URL, { statusCode, headers, body }: Raw, signal: AbortSignal | undefined): Answered => ({
  status: statusCode,
  url: url.href,
  header: (name) => one(headers[name.toLowerCase()]),
  body: whole(url, one(headers['content-encoding']) === 'gzip' ? body.pipe(gunzip(body)) : body, signal),
})

/** A pipe does not carry errors, and a body left half way must let go of its connection. */
const gunzip = (body: Raw['body']) => {
  // It may fail before anybody reads it: the reader is told then.
  const unfolded = createGunzip().on('error', () => undefined)
  body.on('error', (error) => unfolded.destroy(error))
  unfolded.on('close', () => body.destroy())
  return unfolded
}

async function* whole(
  url: URL,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    signal?.throwIfAborted()
    throw new DomainError(
      { kind: 'unavailable', detail: `${url.hostname} a coupé sa réponse avant la fin.` },
      { cause: error },
    )
  }
}

const unreached = (url: URL, error: unknown, signal: AbortSignal | undefined): unknown => {
  signal?.throwIfAborted()
  if (error instanceof DomainError) return error
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  const why =
    code === 'ENOTFOUND'
      ? 'ce nom n’existe pas, ou le portail n’a pas accès à internet'
      : name === 'TimeoutError' || /TIMEOUT|TIMEDOUT/.test(String(code))
        ? 'pas de réponse à temps'
        : 'connexion impossible'
  return new DomainError({ kind: 'unavailable', detail: `${url.hostname} : ${why}.` }, { cause: error })
}

/** Looks a name up, and lets no address of a private network through. */
const publicOnly =
  (resolve: Resolve) =>
  (
    host: string,
    options: LookupOptions,
    done: (error: Error | null, found: string | LookupAddress[], family?: number) => void,
  ): void =>
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      if (found.some(({ address }) => !isPublicAddress(address))) return done(refusedHost(host), [])
      const [first] = found
      return options.all ? done(null, found) : done(null, first?.address ?? '', first?.family ?? 4)
    })
