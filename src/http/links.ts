import type { FastifyReply } from 'fastify'
import { type TSchema, Type } from 'typebox'

/** The pages beside this one: their addresses, or null at either end. */
export interface Neighbours {
  readonly next: string | null
  readonly previous: string | null
}

/** The addresses of the pages beside `page`, everything else of the question unchanged. */
export const neighbours = (url: string, page: number, pages: number): Neighbours => ({
  next: page < pages ? withParameters(url, { page: page + 1 }) : null,
  previous: page > 1 ? withParameters(url, { page: Math.min(page - 1, Math.max(pages, 1)) }) : null,
})

/** How a page of a list is asked for. */
export const Paging = Type.Object({
  page: Type.Integer({ default: 1, minimum: 1, maximum: 100_000, description: 'Numéro de page, à partir de 1.' }),
  size: Type.Integer({ default: 100, minimum: 1, maximum: 1000, description: 'Éléments par page.' }),
})

const orNull = Type.Union([Type.String(), Type.Null()])

/** What `sendPageOf` answers. */
export const pageSchema = <T extends TSchema>(item: T) =>
  Type.Object({
    total: Type.Integer({ description: 'Éléments en tout.' }),
    next: orNull,
    previous: orNull,
    items: Type.Array(item),
  })

/** One page of a list held whole. */
export interface PageOf<T> extends Neighbours {
  readonly total: number
  readonly items: T[]
}

/** Page `page` (from 1) of a list, with the addresses of those beside it, said in a `Link` header too. */
export const sendPageOf = <T>(
  reply: FastifyReply,
  url: string,
  all: readonly T[],
  { page, size }: { readonly page: number; readonly size: number },
): PageOf<T> => {
  const beside = neighbours(url, page, Math.ceil(all.length / size))
  link(reply, beside)
  return { total: all.length, ...beside, items: all.slice((page - 1) * size, page * size) }
}

/** The same address with some parameters changed. */
export const withParameters = (url: string, changes: Readonly<Record<string, string | number>>): string => {
  const address = new URL(url, 'http://localhost')
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, String(value))
  return address.pathname + address.search
}

/** Says the pages beside this one in a `Link` header too (RFC 8288), for programs that read no body. */
export const link = (reply: FastifyReply, beside: Neighbours): void => {
  reply.headers(linkHeader(beside))
}

/** The `Link` header of the pages beside, when there are some. */
export const linkHeader = ({ next, previous }: Neighbours): Readonly<Record<string, string>> => {
  const links = [...(next ? [`<${next}>; rel="next"`] : []), ...(previous ? [`<${previous}>; rel="prev"`] : [])]
  return links.length > 0 ? { link: links.join(', ') } : {}
}
