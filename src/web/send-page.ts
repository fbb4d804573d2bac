import type { FastifyReply } from 'fastify'
import { renderPage } from './page.tsx'

type Rendered = Parameters<typeof renderPage>[0]

/** Sends a page that anyone may read. */
export const sendPage = (reply: FastifyReply, page: Rendered, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(renderPage(page))

/** Sends a page made for one person: no cache keeps it. */
export const sendPrivatePage = (reply: FastifyReply, page: Rendered, status = 200): FastifyReply =>
  sendPage(reply.header('cache-control', 'no-store'), page, status)
