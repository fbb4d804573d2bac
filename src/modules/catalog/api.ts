import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../kernel/errors.ts'
import { Attachment, Dataset } from './dataset.ts'
import { LICENCES } from './licences.ts'
import { Organisation } from './organisation.ts'
import type { AttachmentStore, CatalogueQuery, DatasetStore, OrganisationStore, VersionStore } from './ports.ts'
import { THEMES } from './themes.ts'
import { Version } from './version.ts'

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
  theme: list('Codes du vocabulaire européen des thèmes.'),
  producer: list('Identifiants d’organisations.'),
  territory: list('Identifiants de lieux.'),
  format: list('Formats des fichiers reçus.'),
  licence: list('Identifiants de licences.'),
  freshness: list('week, month, year ou older.'),
  sort: Type.Enum(['relevance', 'date', 'use', 'title'], { default: 'relevance' }),
  page: Type.Integer({ default: 1, minimum: 1, maximum: 10_000 }),
  size: Type.Integer({ default: 20, minimum: 1, maximum: 100 }),
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
const refusals = { '4xx': Type.Ref('Problem') }

/** The catalogue: datasets, versions, documents, organisations, closed lists. Published things only. */
export const catalogApi =
  (deps: CatalogApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const published = async (slug: string): Promise<Dataset> => {
      const dataset = (await deps.datasets.getBySlug(slug)) ?? (await deps.datasets.get(slug))
      if (!dataset || dataset.status === 'draft') throw notFound('Le jeu de données', slug)
      return dataset
    }
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
            ...refusals,
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
        const at = (page: number) => {
          const address = new URL(request.url, 'http://localhost')
          address.searchParams.set('page', String(page))
          return address.pathname + address.search
        }
        const { page, size } = query
        const facets = Object.fromEntries(Object.entries(found.facets).map(([name, values]) => [name, [...values]]))
        return {
          total: found.total,
          correction: found.correction,
          next: page * size < found.total ? at(page + 1) : null,
          previous: page > 1 ? at(page - 1) : null,
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
            ...refusals,
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
          response: { 200: Type.Array(Type.Omit(Version, ['columns', 'decisions', 'diagnostics'])), ...refusals },
        },
      },
      async (request) => [...(await deps.versions.ofDataset((await published(request.params.slug)).id))],
    )

    app.get(
      '/datasets/:slug/versions/:number',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Une version, avec ses colonnes et ses remarques',
          params: Type.Object({ ...OfDataset.properties, number: Type.Integer({ minimum: 1 }) }),
          response: { 200: Version, ...refusals },
        },
      },
      async (request) => {
        const dataset = await published(request.params.slug)
        const found = (await deps.versions.ofDataset(dataset.id)).find((v) => v.number === request.params.number)
        if (!found) throw notFound('La version', String(request.params.number))
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
          response: { 200: Type.Array(Type.Object({ ...Attachment.properties, url: Type.String() })), ...refusals },
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

    app.get(
      '/organizations',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les organisations',
          response: { 200: Type.Array(Type.Object({ ...Organisation.properties, datasets: Type.Integer() })) },
        },
      },
      async () => [...(await deps.organisations.list())],
    )

    app.get(
      '/organizations/:slug',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Une organisation',
          params: Type.Object({ slug: Type.String() }),
          response: { 200: Organisation, ...refusals },
        },
      },
      async (request) => {
        const found = await deps.organisations.getBySlug(request.params.slug)
        if (!found) throw notFound('L’organisation', request.params.slug)
        return found
      },
    )

    app.get(
      '/themes',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les thèmes européens',
          response: { 200: Type.Array(Type.Object({ code: Type.String(), label: Type.String(), uri: Type.String() })) },
        },
      },
      async () => [...THEMES],
    )

    app.get(
      '/licences',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les licences permises',
          response: {
            200: Type.Array(
              Type.Object({ id: Type.String(), title: Type.String(), spdx: Type.String(), url: Type.String() }),
            ),
          },
        },
      },
      async () => [...LICENCES],
    )
  }
