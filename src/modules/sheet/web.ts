import { createHash } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { alreadyHeld } from '../../http/etag.ts'
import { limits } from '../../http/server.ts'
import { notFound } from '../../kernel/errors.ts'
import { LEVEL_PATHS, type Level, placeNamed, placePath } from '../territory/index.ts'
import { type GatherSheetDeps, gatherSheet } from './gather-sheet.ts'
import { printQueue } from './print-queue.ts'
import type { Printer } from './printers.node.ts'

export interface SheetPagesDeps extends GatherSheetDeps {
  /** As many sheets are printed at once. */
  readonly printers: readonly Printer[]
  /** Sheets a minute and an address; 0: no limit. */
  readonly rateLimit: number
}

const LEVELS = Object.entries(LEVEL_PATHS) as readonly (readonly [Level, string])[]
/** To be changed with the look of the sheet: those kept by readers are then asked again. */
const LOOK = 1

/** The sheet of each place as a PDF, at the address of its page followed by `.pdf`. */
export const sheetPages =
  (deps: SheetPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const gather = gatherSheet(deps)
    const queue = printQueue(deps.printers.map(({ print }) => print))
    app.addHook('onClose', async () => {
      await Promise.all(deps.printers.map(({ close }) => close()))
    })
    if (deps.rateLimit) await app.register(rateLimit, limits(deps.rateLimit))
    for (const [level, path] of LEVELS)
      app.get(
        `/territoires/${path}/:name(^[^.]+).pdf`,
        { schema: { params: Type.Object({ name: Type.String({ maxLength: 120 }) }) } },
        async (request, reply) => {
          const { name } = request.params
          const place = await placeNamed(deps.places, level, name, deps.now().toISOString().slice(0, 10))
          if (!place) throw notFound('Le lieu', name)
          if (placePath(place) !== `/territoires/${path}/${name}`) return reply.redirect(`${placePath(place)}.pdf`, 301)
          const content = await gather(place)
          const key = createHash('sha1')
            .update(`${LOOK} ${JSON.stringify(content)}`)
            .digest('base64url')
          reply.headers({ etag: `"${key}"`, 'cache-control': 'public, max-age=300' })
          if (alreadyHeld(request.headers['if-none-match'], `"${key}"`)) return reply.code(304).send()
          const bytes = await queue.print(key, content)
          return reply
            .type('application/pdf')
            .header('content-disposition', `inline; filename="${name}.pdf"`)
            .send(Buffer.from(bytes))
        },
      )
  }
