import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError, notFound } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { type Person, signedIn } from '../access/index.ts'
import { biggestFirst, type IndicatorState, type IndicatorWithState, mustEditIndicators } from '../indicator/index.ts'
import type { AtelierIndicatorsDeps } from './indicator-deps.ts'
import { EditionPage } from './pages/edition-page.tsx'
import { IndicatorDeskPage } from './pages/indicator-desk-page.tsx'
import { IndicatorsDeskPage } from './pages/indicators-desk-page.tsx'
import { indicatorFormPages } from './web-indicator-form.tsx'

const OfIndicator = Type.Object({ slug: Type.String() })
const OfEdition = Type.Object({ slug: Type.String(), number: Type.Integer({ minimum: 1 }) })
const Done = Type.Object({ fait: Type.Optional(Type.String()) })

/** Long enough for a few indicators: the page that follows tells the rest as it goes. */
const PATIENCE = 1500
const CHANGES_A_PAGE = 100

/** The editor who asks, or a refusal. */
export const editor = (request: FastifyRequest): Person => {
  const person = signedIn(request)
  mustEditIndicators(person)
  return person
}

/** Indicators in the back office: their states, their editions, what one does to them, and the forms that make them. */
export const atelierIndicatorPages =
  (deps: AtelierIndicatorsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, desk } = deps
    await app.register(indicatorFormPages(deps))

    app.get(
      '/atelier/indicateurs',
      { schema: { querystring: Type.Object({ etat: Type.Optional(Type.String()), ...Done.properties }) } },
      async (request, reply) => {
        editor(request)
        return sendPrivatePage(
          reply,
          <IndicatorsDeskPage
            site={site}
            all={await desk.list()}
            state={STATES.find((one) => one === request.query.etat) ?? null}
            rebuilding={desk.rebuilding()}
          />,
        )
      },
    )

    app.post('/atelier/indicateurs/reconstruire', async (request, reply) => {
      const person = editor(request)
      const rebuilding = desk.rebuildChanged(person)
      rebuilding.catch((error) => request.log.error({ err: error }, 'rebuilding failed'))
      await Promise.race([rebuilding.catch(() => undefined), pause(PATIENCE)])
      return reply.redirect('/atelier/indicateurs', 303)
    })

    const page = async (slug: string, said: { readonly error?: string; readonly done?: string | undefined }) => {
      const one = await found(deps, slug)
      const [{ shown, editions }, changes, dependents, trail, names, all] = await Promise.all([
        desk.kept.list(slug),
        desk.changes(slug),
        desk.dependents(slug),
        deps.audit.list(1, 12, slug),
        deps.names(),
        desk.list(),
      ])
      const named = new Map(all.map(({ definition }) => [definition.slug, definition.name]))
      return (
        <IndicatorDeskPage
          {...{ site, one, shown, editions, changes, dependents, names, named, trail: trail.items }}
          error={said.error ?? null}
          done={said.done ?? null}
        />
      )
    }

    app.get(
      '/atelier/indicateurs/:slug',
      { schema: { params: OfIndicator, querystring: Done } },
      async (request, reply) => {
        editor(request)
        return sendPrivatePage(reply, await page(request.params.slug, { done: DONE[request.query.fait ?? ''] }))
      },
    )

    app.get(
      '/atelier/indicateurs/:slug/definition.json',
      { schema: { params: OfIndicator } },
      async (request, reply) => {
        editor(request)
        const { definition } = await found(deps, request.params.slug)
        return reply
          .type('application/json; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="${definition.slug}.json"`)
          .send(`${JSON.stringify(definition, null, 2)}\n`)
      },
    )

    /** Does something to an indicator, then shows its page; what is refused is told there. */
    const act = (path: string, done: string, run: (person: Person, slug: string) => Promise<string | undefined>) =>
      app.post(`/atelier/indicateurs/:slug/${path}`, { schema: { params: OfIndicator } }, async (request, reply) => {
        const { slug } = request.params
        try {
          const said = await run(editor(request), slug)
          return reply.redirect(`/atelier/indicateurs/${slug}?fait=${said ?? done}`, 303)
        } catch (error) {
          if (!(error instanceof DomainError) || error.fault.kind !== 'conflict') throw error
          return sendPrivatePage(reply, await page(slug, { error: error.message }), 422)
        }
      })

    act('reconstruire', 'construit', async (person, slug) => {
      const built = (await desk.rebuild(person, [slug])).find((one) => one.slug === slug)
      return (
        built &&
        {
          built: undefined,
          again: undefined,
          unchanged: 'inchange',
          chosen: 'choisi',
          'no-source': 'attend',
          refused: 'refuse',
        }[built.outcome]
      )
    })
    act('retirer', 'retire', async (person, slug) => void (await desk.withdraw(person, slug, true)))
    act('remettre', 'remis', async (person, slug) => void (await desk.withdraw(person, slug, false)))

    app.post(
      '/atelier/indicateurs/:slug/editions/:number',
      { schema: { params: OfEdition } },
      async (request, reply) => {
        const { slug, number } = request.params
        await desk.show(editor(request), slug, number)
        return reply.redirect(`/atelier/indicateurs/${slug}?fait=montree`, 303)
      },
    )

    app.get(
      '/atelier/indicateurs/:slug/editions/:number',
      {
        schema: {
          params: OfEdition,
          querystring: Type.Object({
            depuis: Type.Optional(Type.Integer({ minimum: 1 })),
            niveau: Type.Optional(Type.String()),
            page: Type.Integer({ default: 1, minimum: 1 }),
          }),
        },
      },
      async (request, reply) => {
        editor(request)
        const { slug, number } = request.params
        const { depuis, niveau } = request.query
        const [{ shown, editions }, compared] = await Promise.all([
          desk.kept.list(slug),
          desk.kept.difference(slug, number, depuis),
        ])
        if (!compared) throw notFound('L’édition à comparer à', String(number))
        const levels = [...new Set(compared.difference.changes.map(({ level }) => level))]
        const level = levels.find((one) => one === niveau) ?? levels[0] ?? null
        const moves = level ? biggestFirst(compared.difference, level) : []
        const pages = Math.max(1, Math.ceil(moves.length / CHANGES_A_PAGE))
        const at = Math.min(request.query.page, pages)
        const changes = moves.slice((at - 1) * CHANGES_A_PAGE, at * CHANGES_A_PAGE)
        const names = level ? await deps.drafts.namesOf(level) : new Map<string, string>()
        return sendPrivatePage(
          reply,
          <EditionPage
            {...{ site, slug, shown, editions, compared, levels, level, changes, names, pages, page: at }}
          />,
        )
      },
    )
  }

const found = async ({ desk }: AtelierIndicatorsDeps, slug: string): Promise<IndicatorWithState> => {
  const one = (await desk.list()).find(({ definition }) => definition.slug === slug)
  if (!one) throw notFound('L’indicateur', slug)
  return one
}

const STATES: readonly IndicatorState[] = ['shown', 'chosen', 'stale', 'refused', 'waiting', 'withdrawn']

const DONE: Readonly<Record<string, string>> = {
  publie: 'L’indicateur est publié : il a sa page, son API et sa ligne sur la page des lieux.',
  construit: 'Une nouvelle édition est construite et montrée.',
  inchange: 'Rien n’a changé : les mêmes données donnent la même édition.',
  choisi: 'L’édition que vous avez choisie reste montrée : ses données n’ont pas changé depuis.',
  attend: 'Les données qu’il attend ne sont pas encore dans le portail.',
  refuse: 'La construction est refusée : l’édition d’avant reste montrée. Les raisons sont dites plus bas.',
  montree: 'L’édition choisie est montrée.',
  retire: 'L’indicateur est retiré des pages. Ses éditions sont gardées.',
  remis: 'L’indicateur est de nouveau montré.',
}
