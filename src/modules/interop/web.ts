import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { linkHeader, neighbours } from '../../http/links.ts'
import { notFound } from '../../kernel/errors.ts'
import type { Site } from '../../web/index.ts'
import type { CatalogueExport, DatasetStore, ExportedDataset, OrganisationStore } from '../catalog/index.ts'
import { type CatalogueFacts, dcatCatalog } from './dcat-catalog.ts'
import { type DescribedDataset, dcatDataset } from './dcat-dataset.ts'
import { RDF_FORMATS, type RdfFormat, wantedRdf } from './formats.ts'
import type { Thing } from './rdf-tree.ts'

export interface InteropDeps {
  readonly site: Site
  readonly exported: CatalogueExport
  readonly datasets: Pick<DatasetStore, 'get' | 'getBySlug'>
  /** The boxes around the places whose contours are known: west, south, east, north. */
  readonly boxesOf: (placeIds: readonly string[]) => Promise<ReadonlyMap<string, readonly number[]>>
  readonly organisations: Pick<OrganisationStore, 'get' | 'getBySlug'>
}

const Page = Type.Object({
  page: Type.Integer({ default: 1, minimum: 1, maximum: 100_000 }),
  page_size: Type.Integer({ default: 100, minimum: 1, maximum: 100 }),
  organization: Type.Optional(Type.String({ maxLength: 200 })),
})

/** Our catalogue for other catalogues: DCAT-AP in RDF, page by page, and addresses that never change. */
export const interopPages =
  (deps: InteropDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { publicUrl } = deps.site
    const facts = factsOf(deps.site)
    for (const [extension, format] of Object.entries(RDF_FORMATS)) {
      app.get(`/catalog.${extension}`, { schema: { querystring: Page } }, async (request, reply) => {
        const { page, page_size: size, organization } = request.query
        const organisation = organization ? await organisationOf(deps, organization) : undefined
        const { total, items } = await deps.exported.page({ page, size, ...(organisation ? { organisation } : {}) })
        const pages = Math.max(1, Math.ceil(total / size))
        if (page > pages) throw notFound('La page', String(page))
        const at = (n: number) =>
          `${publicUrl}/catalog.${extension}?${new URLSearchParams({
            ...(organization ? { organization } : {}),
            page: String(n),
            page_size: String(size),
          })}`
        const beside = neighbours(request.url, page, pages)
        const catalogue = dcatCatalog(facts, {
          items: await described(deps, items),
          total,
          self: at(page),
          first: at(1),
          last: at(pages),
          next: page < pages ? at(page + 1) : null,
          previous: page > 1 ? at(page - 1) : null,
        })
        return send(reply.headers(linkHeader(beside)), format, catalogue)
      })

      app.get(
        `/donnees/:slug.${extension}`,
        { schema: { params: Type.Object({ slug: Type.String() }) } },
        async (request, reply) => {
          const dataset = await deps.datasets.getBySlug(request.params.slug)
          const exported = dataset && (await deps.exported.one(dataset.id))
          const [found] = exported ? await described(deps, [exported]) : []
          if (!found) throw notFound('Le jeu de données', request.params.slug)
          return send(reply, format, dcatDataset(publicUrl, found))
        },
      )
    }

    const Id = Type.Object({ id: Type.String() })
    app.get('/id/jeux/:id', { schema: { params: Id } }, async (request, reply) => {
      const dataset = await deps.datasets.get(request.params.id)
      if (!dataset || dataset.status === 'draft') throw notFound('Le jeu de données', request.params.id)
      const extension = wantedRdf(request.headers.accept)
      return seeOther(reply, `/donnees/${dataset.slug}${extension ? `.${extension}` : ''}`)
    })
    app.get('/id/organisations/:id', { schema: { params: Id } }, async (request, reply) => {
      const organisation = await deps.organisations.get(request.params.id)
      if (!organisation) throw notFound('L’organisation', request.params.id)
      return seeOther(reply, `/organisations/${organisation.slug}`)
    })
    app.get('/id/catalogue', async (request, reply) => {
      const extension = wantedRdf(request.headers.accept)
      return seeOther(reply, extension ? `/catalog.${extension}` : '/donnees')
    })
    app.get('/id/portail', (_request, reply) => seeOther(reply, '/'))
    app.get('/id/api', (_request, reply) => seeOther(reply, '/api'))
  }

const factsOf = ({ name, ofTerritory, publicUrl }: Site): CatalogueFacts => ({
  publicUrl,
  title: `${name}, les données ouvertes ${ofTerritory}`,
  description: `Les jeux de données publics ${ofTerritory} : ceux du département, de ses communes et intercommunalités, et ceux de l’État qui les concernent.`,
  publisher: `Portail des données ouvertes ${ofTerritory}`,
})

const organisationOf = async ({ organisations }: InteropDeps, wanted: string): Promise<string> => {
  const found = (await organisations.get(wanted)) ?? (await organisations.getBySlug(wanted))
  if (!found) throw notFound('L’organisation', wanted)
  return found.id
}

const described = async (
  { boxesOf }: InteropDeps,
  items: readonly ExportedDataset[],
): Promise<readonly DescribedDataset[]> => {
  const territories = items.map(({ dataset }) => dataset.territory)
  const boxes = await boxesOf(territories.filter((id) => id !== null))
  return items.map((item, n) => ({ ...item, around: boxes.get(territories[n] ?? '') ?? null }))
}

const send = async (reply: FastifyReply, { media, write }: RdfFormat, thing: Thing) =>
  reply
    .type(`${media}; charset=utf-8`)
    .header('cache-control', 'public, max-age=300')
    .header('access-control-allow-origin', '*')
    .send(await write(thing))

/** An address that names a thing leads to what tells of it, page or RDF, by what the reader prefers. */
const seeOther = (reply: FastifyReply, to: string) => reply.header('vary', 'accept').redirect(to, 303)
