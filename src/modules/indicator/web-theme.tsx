import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { LEVEL_PATHS, type Level, type PlaceStore, placeNamed } from '../territory/index.ts'
import { PlaceThemePage } from './pages/place-theme-page.tsx'
import { isOfTheme, placeThemePath } from './place-theme-path.ts'
import { readSheetOf, type SheetReaderDeps } from './read-place-sheet.ts'

interface ThemePagesDeps extends SheetReaderDeps {
  readonly site: Site
  readonly places: SheetReaderDeps['places'] & Pick<PlaceStore, 'byCode' | 'get'>
}

const schema = { params: Type.Object({ name: Type.String(), theme: Type.String({ maxLength: 100 }) }) }

/** All the figures of a place in one theme, as a page: the way to those that the page of the place has no room for. */
export const themePages =
  (deps: ThemePagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const read = readSheetOf(deps)
    for (const [level, path] of Object.entries(LEVEL_PATHS) as readonly (readonly [Level, string])[])
      app.get(
        `/territoires/${path}/:name/themes/:theme`,
        { config: { kept: true }, schema },
        async ({ params: { name, theme } }, reply) => {
          const place = await placeNamed(deps.places, level, name, deps.today())
          if (!place) throw notFound('Le lieu', name)
          const sheet = await read(place)
          const found = sheet.themes.find((one) => isOfTheme(one.name, theme))
          if (!found) throw notFound('Le thème', theme)
          const address = placeThemePath(place, found.name)
          if (address !== `/territoires/${path}/${name}/themes/${theme}`) return reply.redirect(address, 301)
          reply.header('cache-control', 'public, max-age=300')
          return sendPage(reply, <PlaceThemePage {...{ site: deps.site, place, sheet }} theme={found} />)
        },
      )
  }
