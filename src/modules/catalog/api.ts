import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { link, neighbours } from '../../http/links.ts'
import { notFound } from '../../kernel/errors.ts'
import { listsApi } from './api-lists.ts'
import { Attachment, Dataset } from './dataset.ts'
import type { AttachmentStore, CatalogueQuery, DatasetStore, OrganisationStore, VersionStore } from './ports.ts'
import { Version } from './version.ts'
import { absentVersion } from './withdrawn-words.ts'

export interface CatalogApiDeps {
  readonly publicUrl: string
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly attachments: AttachmentStore
}

const list = (description: string) => Type.Array(Type.String(), { default: [], description })
const Search = Type.Object({
  q: Type.String({ default: '', maxLength: 200, description: 'Mots cherchés ; accents et terminaisons indifférents.' }),
  theme: list('Codes du vocabulaire européen des thèmes, ou thèmes locaux.'),
  producer: list('Identifiants d’organisations.'),
  territory: list('Identifiants de lieux.'),
  format: list('Formats des fichiers reçus.'),
  licence: list('Identifiants de licences.'),
  freshness: list('week, month, year ou older.'),
  sort: Type.Enum(['relevance', 'date', 'use', 'title'], {
    default: 'relevance',
    description: 'Pertinence, date du dernier changement, usage ou titre.',
  }),
  page: Type.Integer({ default: 1, minimum: 1, maximum: 10_000, description: 'Numéro de page, à partir de 1.' }),
  size: Type.Integer({ default: 20, minimum: 1, maximum: 100, description: 'Jeux de données par page.' }),
})
const text = Type.Union([Type.String(), Type.Null()])
const whole = Type.Union([Type.Integer(), Type.Null()])
const Summary = Type.Object({
  ...Dataset.properties,
  producerName: text,
  rowCount: whole,
  columnCount: whole,
  format: text,
  url: Type.String(),
})
const FacetValues = Type.Array(Type.Object({ value: Type.String(), label: Type.String(), count: Type.Integer() }))
const OfDataset = Type.Object({
  slug: Type.String({ description: 'Nom du jeu dans son adresse, ou son identifiant.' }),
})

/** The catalogue: datasets, versions, documents, organisations, closed lists. Published things only. */
export const catalogApi =
  (deps: CatalogApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(listsApi(deps))
    const published = async (slug: string): Promise<Dataset> => {
      const dataset = (await deps.datasets.getBySlug(slug)) ?? (await deps.datasets.get(slug))
      if (!dataset || dataset.status === 'draft') throw notFound('Le jeu de données', slug)
      return dataset
    }
    const shown = async (dataset: Dataset) =>
      (await deps.versions.ofDataset(dataset.id)).filter((v) => v.publishedAt !== null)
    const urlOf = (slug: string) => `${deps.publicUrl}/donnees/${slug}`

    app.get(
      '/datasets',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Chercher des jeux de données',
          querystring: Search,
          response: {
            200: Type.Object({
              total: Type.Integer(),
              correction: text,
              next: text,
              previous: text,
              items: Type.Array(Summary),
              facets: Type.Object(
                Object.fromEntries(
                  ['theme', 'producer', 'territory', 'format', 'licence', 'freshness'].map((name) => [
                    name,
                    FacetValues,
                  ]),
                ),
              ),
            }),
          },
        },
      },
      async (request, reply) => {
        const { q, ...rest } = request.query
        const query: CatalogueQuery = { ...rest, text: q }
        const found = await deps.datasets.search(query)
        reply.header('cache-control', 'public, max-age=30')
        const items = found.items.map(({ dataset, producerName, rowCount, columnCount, format }) => ({
          ...dataset,
          producerName,
          rowCount,
          columnCount,
          format,
          url: urlOf(dataset.slug),
        }))
        const beside = neighbours(request.url, query.page, Math.ceil(found.total / query.size))
        link(reply, beside)
        const facets = Object.fromEntries(Object.entries(found.facets).map(([name, values]) => [name, [...values]]))
        return {
          total: found.total,
          correction: found.correction,
          ...beside,
          items,
          facets,
        }
      },
    )

    app.get(
      '/datasets/:slug',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'La fiche d’un jeu, avec ses colonnes',
          params: OfDataset,
          response: {
            200: Type.Object({
              ...Dataset.properties,
              url: Type.String(),
              version: Type.Union([Version, Type.Null()]),
            }),
          },
        },
      },
      async (request) => {
        const dataset = await published(request.params.slug)
        const version = dataset.versionId ? await deps.versions.get(dataset.versionId) : undefined
        return { ...dataset, url: urlOf(dataset.slug), version: version ?? null }
      },
    )

    app.get(
      '/datasets/:slug/versions',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les versions d’un jeu, la plus récente d’abord',
          params: OfDataset,
          response: { 200: Type.Array(Type.Omit(Version, ['columns', 'decisions', 'diagnostics'])) },
        },
      },
      async (request) => [...(await shown(await published(request.params.slug)))],
    )

    app.get(
      '/datasets/:slug/versions/:number',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Une version, avec ses colonnes et ses remarques',
          params: Type.Object({
            ...OfDataset.properties,
            number: Type.Integer({ minimum: 1, description: 'Numéro de version.' }),
          }),
          response: { 200: Version },
        },
      },
      async (request) => {
        const dataset = await published(request.params.slug)
        const { number } = request.params
        const found = (await shown(dataset)).find((v) => v.number === number)
        if (!found) throw absentVersion(number, dataset.slug, await deps.versions.withdrawn(dataset.id))
        return found
      },
    )

    app.get(
      '/datasets/:slug/attachments',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les documents joints à un jeu',
          params: OfDataset,
          response: { 200: Type.Array(Type.Object({ ...Attachment.properties, url: Type.String() })) },
        },
      },
      async (request) => {
        const dataset = await published(request.params.slug)
        return (await deps.attachments.ofDataset(dataset.id)).map((a) => ({
          ...a,
          url: `${urlOf(dataset.slug)}/documents/${a.id}`,
        }))
      },
    )
  }
