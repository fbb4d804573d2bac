import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { marked, tagOf } from './etag.ts'
import { accepts } from './kept-answers.ts'
import { packApart } from './packing.node.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The page of an address is the same for all who are not signed in, while the state of the portal stands. */
    kept?: boolean
  }
  interface FastifyRequest {
    /** What the page asked for is kept under; null when it is not to be. */
    keptUnder: string | null
  }
}

/**
 * Makes once the pages of the routes that say `kept`, for those who are not signed in, and gives them again while
 * `stateOf` answers the same: it must change with all that such pages tell. Only pages that any cache may keep are.
 */
export const keepPages = (app: FastifyInstance, stateOf: () => Promise<string>, maxBytes?: number): void => {
  const kept = packedPages(maxBytes)
  app.decorateRequest('keptUnder', null)

  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET' || request.person || !request.routeOptions.config.kept || !isPageWanted(request))
      return
    const key = JSON.stringify([await stateOf(), ...askedOf(request)])
    const found = kept.get(key)
    if (!found) {
      request.keptUnder = key
      return
    }
    reply.headers({ ...found.headers, vary: 'accept-encoding' })
    return reply.send(marked(request, reply, found.tag) ? undefined : await inItsCoding(request, reply, found))
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const { keptUnder } = request
    const isPublic = String(reply.getHeader('cache-control')).includes('public')
    if (keptUnder === null || reply.statusCode !== 200 || !isPublic) return payload
    const plain = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (!Buffer.isBuffer(plain) || reply.hasHeader('set-cookie') || reply.hasHeader('vary')) return payload
    const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    const page = kept.keep(keptUnder, plain, Object.fromEntries(headers))
    reply.header('vary', 'accept-encoding')
    return marked(request, reply, page.tag) ? null : inItsCoding(request, reply, page, plain)
  })
}

/** Browsers each write their own list of what they take; a page is what all of them get. Who wants another thing is answered anew. */
const isPageWanted = ({ headers: { accept = '*/*' } }: FastifyRequest): boolean => /text\/html|\*\/\*/.test(accept)

/**
 * What a page is made from: its route, the parts of its address as they were read, and the parameters that it says to
 * know. Others (`utm_source`…) and other ways to write the same letters change nothing of it, and would each take room.
 */
const askedOf = ({ routeOptions: { url, schema }, params, query }: FastifyRequest): readonly unknown[] => {
  const known = Object.keys((schema?.querystring as { properties?: object } | undefined)?.properties ?? {})
  const said = query as Readonly<Record<string, unknown>>
  return [url, params, known.map((name) => said[name])]
}

interface PackedPage {
  readonly headers: Readonly<Record<string, string>>
  /** The mark of what it says. */
  readonly tag: string
  /** Its bytes in the one coding that every reader takes: an eighth of the page. */
  readonly packed: Promise<Buffer>
}

/** One thread for all. */
const { pack, unpack } = packApart()
const unpacked = async ({ packed }: PackedPage): Promise<Buffer> => unpack(await packed)

/** Keeps the pages used last, up to `maxBytes` once packed, what they are kept under included: readers write addresses as long as they like. */
const packedPages = (maxBytes = 64e6) => {
  const kept = new Map<string, PackedPage & { bytes: number }>()
  let bytes = 0
  const leave = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }
  return {
    get(key: string): PackedPage | undefined {
      const found = kept.get(key)
      if (!found) return undefined
      kept.delete(key) // last in, last out
      kept.set(key, found)
      return found
    },
    keep(key: string, plain: Buffer, headers: PackedPage['headers']): PackedPage {
      leave(key)
      const page = { headers, tag: tagOf(plain), packed: pack(plain), bytes: 0 }
      kept.set(key, page)
      page.packed.then(
        ({ length }) => {
          if (kept.get(key) !== page) return
          page.bytes = length + key.length
          bytes += page.bytes
          for (const oldest of kept.keys()) {
            if (bytes <= maxBytes) break
            leave(oldest)
          }
        },
        () => leave(key),
      )
      return page
    },
  }
}

/** The bytes of a page as its reader takes them; those not packed are unpacked again unless they are at hand. */
const inItsCoding = async (
  request: FastifyRequest,
  reply: FastifyReply,
  page: PackedPage,
  plain?: Buffer,
): Promise<Buffer> => {
  const packed = accepts(request.headers['accept-encoding'], 'gzip') ? await page.packed.catch(() => null) : null
  if (!packed) return plain ?? unpacked(page)
  reply.header('content-encoding', 'gzip')
  return packed
}
