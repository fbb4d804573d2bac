import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import type { PlaceStore } from '../territory/index.ts'
import { type CardLink, cardsByTheme, type ThemeOfCards } from './cards-by-theme.ts'
import type { FindCard } from './find-card.ts'
import { CardsPage } from './pages/cards-page.tsx'
import { type SearchCardsDeps, searchCards } from './search-cards.ts'

export interface CardsPageDeps extends SearchCardsDeps {
  readonly site: Site
  readonly places: Pick<PlaceStore, 'get' | 'members'>
  readonly find: FindCard
  /** `2026-11-26`. */
  readonly today: () => string
}

/** Largest communes that tell what the territory as a whole has no figure of. */
const TOWNS = 3

/** The page that leads to fact cards. */
export const cardsPages =
  (deps: CardsPageDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const search = searchCards(deps)

    app.get(
      '/cartes',
      {
        config: { kept: true },
        schema: { querystring: Type.Object({ q: Type.String({ default: '', maxLength: 200 }) }) },
      },
      async (request, reply) => {
        const text = request.query.q.trim()
        const found = text ? await search(text) : null
        if (found?.kind === 'card') return reply.redirect(found.href, 303)
        const home = await deps.places.get(deps.site.territoryId)
        if (!home) throw notFound('Le territoire', deps.site.territoryId)
        const [shown, communes] = await Promise.all([
          deps.known.shown(),
          deps.places.members(home.id, 'commune', deps.today()),
        ])
        const towns = communes
          .toSorted((a, b) => (b.population?.value ?? 0) - (a.population?.value ?? 0))
          .slice(0, TOWNS)
        const themes = await Promise.all(
          cardsByTheme(shown, deps.choice, [home, ...towns]).map(async (theme) => ({
            ...theme,
            best: await bestOf(deps.find, theme),
          })),
        )
        const [first] = themes
        const example = first ? await exampleOf(deps.find, first) : null
        if (!found) reply.header('cache-control', 'public, max-age=300')
        const searched = found && { text, found }
        return sendPage(reply, <CardsPage {...{ site: deps.site, home, example, themes, searched }} />)
      },
    )
  }

const cardOf = (find: FindCard, { definition, place: { level, code } }: CardLink) =>
  find({ indicator: definition.slug, level, code, peers: 'strate', edition: null, period: null })

const bestOf = (find: FindCard, { name, cards: [best] }: ThemeOfCards) => {
  if (!best) throw notFound('La carte', name)
  return cardOf(find, best)
}

/** The plainest card of the first theme: the one that places are told by first. */
const exampleOf = (find: FindCard, { cards }: ThemeOfCards) => {
  const [plainest] = cards.toSorted((a, b) => (a.definition.key ?? LAST) - (b.definition.key ?? LAST))
  return plainest ? cardOf(find, plainest) : null
}
const LAST = Number.MAX_SAFE_INTEGER
