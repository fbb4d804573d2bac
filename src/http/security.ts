import type { FastifyInstance, FastifyReply } from 'fastify'
import { forbidden } from '../kernel/errors.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Lets any site show this one answer in a frame: a page without cookie, form or account. */
export const allowFraming = (reply: FastifyReply): void => {
  reply.header('content-security-policy', POLICY.replace("frame-ancestors 'none'", 'frame-ancestors *'))
}

/** What every answer tells browsers to refuse. */
export const safeHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
})

/** Headers of every answer, and the refusal of forms that another site sends with our cookies. */
export const secure = (app: FastifyInstance, publicUrl: string): void => {
  const headers = safeHeaders(publicUrl)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
    const { host, cookie, origin } = request.headers
    const site = request.headers['sec-fetch-site']
    const ours = [publicUrl, `http://${host}`, `https://${host}`]
    if (!isOurs(site, origin, ours) && (cookie !== undefined || site !== undefined || origin !== undefined))
      throw forbidden('Ce formulaire vient d’un autre site : ouvrez la page du portail et recommencez.')
  })
}

/**
 * A browser says where a form comes from by Sec-Fetch-Site, older ones by Origin. What says neither is no browser, and is
 * believed only when it brings no cookie.
 */
const isOurs = (site: string | string[] | undefined, origin: string | undefined, ours: readonly string[]): boolean => {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin !== undefined && ours.includes(origin)
}
