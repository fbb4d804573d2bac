import type { FastifyReply, FastifyRequest } from 'fastify'
import { alreadyHeld } from '../../http/etag.ts'
import { type ImageKind, type ImageRenderer, printOf } from './render-images.node.ts'

/** A drawing to send; `lasting` when its address will never answer another one. */
export interface SentImage {
  readonly svg: string
  readonly kind: ImageKind
  readonly lasting: boolean
}

const TYPES: Readonly<Record<ImageKind, string>> = { png: 'image/png', svg: 'image/svg+xml; charset=utf-8' }

/** Sends a drawing as a file that any site may read; who holds it already is told so, and nothing is worked out. */
export const sendImage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  images: Pick<ImageRenderer, 'render'>,
  { svg, kind, lasting }: SentImage,
): Promise<FastifyReply> => {
  const tag = `"${kind}-${printOf(svg)}"`
  reply.headers({
    etag: tag,
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    'access-control-allow-origin': '*',
  })
  if (alreadyHeld(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type(TYPES[kind]).send(await images.render(svg, kind))
}
