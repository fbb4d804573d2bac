import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Breadcrumb, Page, type Site, sendPage } from '../../web/index.ts'
import { type DatasetStore, renderMarkdown } from '../catalog/index.ts'
import { hitLabel, type PlaceStore, placePath } from '../territory/index.ts'
import { ApiPage, type Operation } from './pages/api-page.tsx'
import { FiguresPage } from './pages/figures-page.tsx'
import { AccessibilityPage, MentionsPage, PrivacyPage, SiteMapPage } from './pages/legal-pages.tsx'

export interface PortalPagesDeps {
  readonly site: Site
  readonly places: PlaceStore
  readonly datasets: DatasetStore
  /** True when the database answers. */
  readonly alive: () => Promise<boolean>
}

const Typed = Type.Object({ q: Type.String({ default: '', maxLength: 200 }) })
const document = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')

/** Propositions of the search, legal pages, documentation, health. */
export const portalPages =
  (deps: PortalPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site, places, datasets } = deps

    app.get('/suggestions', { schema: { querystring: Typed } }, async (request) => {
      const [hits, others] = await Promise.all([
        places.search(request.query.q, 5),
        datasets.suggest(request.query.q, 5),
      ])
      const lieux = hits.map(({ place, parent }) => ({
        label: hitLabel({ place, parent }),
        href: placePath(place),
      }))
      return [...lieux, ...others.map(({ label, href }) => ({ label, href }))]
    })

    for (const [path, Legal] of [
      ['/mentions-legales', MentionsPage],
      ['/donnees-personnelles', PrivacyPage],
      ['/accessibilite', AccessibilityPage],
      ['/plan-du-site', SiteMapPage],
    ] as const)
      app.get(path, (_request, reply) => sendPage(reply, <Legal site={site} />))

    app.get('/figures', (_request, reply) =>
      sendPage(reply.header('x-robots-tag', 'noindex'), <FiguresPage site={site} />),
    )

    app.get('/api', async (_request, reply) => {
      const [filters, errors] = await Promise.all([document('filtres.md'), document('errors.md')])
      return sendPage(
        reply,
        <ApiPage site={site} operations={operationsOf(app.swagger())} filters={filters} errors={errors} />,
      )
    })

    app.get('/docs/erreurs', async (_request, reply) =>
      sendPage(
        reply,
        <Page
          site={site}
          title="Erreurs de l’API"
          here="api"
          path="/docs/erreurs"
          description="Ce que veut dire chaque erreur de l’API, et quoi faire."
        >
          <Breadcrumb trail={[['/api', 'API']]} here="Erreurs" />
          <div
            class="prose"
            dangerouslySetInnerHTML={{ __html: anchored(renderMarkdown(await document('errors.md'), 0)) }}
          />
        </Page>,
      ),
    )

    app.get('/sante', { config: { rateLimit: false } }, async (_request, reply) => {
      const alive = await deps.alive()
      return reply
        .code(alive ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ etat: alive ? 'ok' : 'base de données injoignable' })
    })

    app.get('/robots.txt', (_request, reply) =>
      reply.type('text/plain').send('User-agent: *\nDisallow: /atelier\nDisallow: /connexion\n'),
    )
  }

/** Each kind of error under its own anchor: where the `type` of a problem leads. */
const anchored = (html: string) => html.replace(/<td><code>([a-z-]+)<\/code>/g, '<td id="$1"><code>$1</code>')

interface OpenApi {
  readonly paths?: Readonly<
    Record<
      string,
      {
        readonly get?: Partial<Pick<Operation, 'summary' | 'description' | 'parameters'>> & {
          readonly tags?: readonly string[]
        }
      }
    >
  >
}

/** What of the OpenAPI document people read: one block an address. */
const operationsOf = (document: unknown): readonly Operation[] =>
  Object.entries((document as OpenApi).paths ?? {}).flatMap(([path, { get }]) =>
    get?.tags?.[0]
      ? [
          {
            path,
            summary: get.summary ?? '',
            description: get.description ?? '',
            tag: get.tags[0],
            parameters: get.parameters ?? [],
          },
        ]
      : [],
  )
