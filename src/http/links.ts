import type { FastifyReply } from 'fastify'

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
