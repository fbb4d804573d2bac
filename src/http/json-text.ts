import type { FastifyReply } from 'fastify'

/** Sends JSON that is already text: it is not encoded a second time. */
export const sendJsonText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(text)
