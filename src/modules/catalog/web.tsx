import { createReadStream, existsSync } from 'node:fs'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError, notFound } from '../../kernel/errors.ts'
import { type Site, sendPage } from '../../web/index.ts'
import { hasRole } from '../access/index.ts'
import { type Tables, versionFiles } from '../query/index.ts'
import type { PlaceStore } from '../territory/index.ts'
import { chooseFigure } from './choose-figure.ts'
import { readCatalogueAddress } from './pages/catalogue-address.ts'
import { CataloguePage } from './pages/catalogue-page.tsx'
import { DatasetApiPage } from './pages/dataset-api-page.tsx'
import { DatasetColumnsPage, type LeftOutColumn } from './pages/dataset-columns-page.tsx'
import type { DatasetView } from './pages/dataset-frame.tsx'
import { DatasetLinePage } from './pages/dataset-line-page.tsx'
import { DatasetPage, type DatasetPageProps } from './pages/dataset-page.tsx'
import { DatasetVersionsPage, type Origin } from './pages/dataset-versions-page.tsx'
import { OrganisationPage, OrganisationsPage } from './pages/organisation-page.tsx'
import type { AttachmentStore, BlobStore, DatasetStore, OrganisationStore, VersionStore } from './ports.ts'
import {
  hasEmptyFields,
  ROWS_A_PAGE,
  type RowsView,
  readRowsAddress,
  rowsAddress,
  whereOf,
  withCondition,
} from './rows-address.ts'
import type { Version } from './version.ts'
import { absentVersion } from './withdrawn-words.ts'

export interface CatalogPagesDeps {
  readonly site: Site
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly places: Pick<PlaceStore, 'get'>
  readonly attachments: AttachmentStore
  readonly blobs: BlobStore
  readonly tables: Tables
  readonly versionsFolder: string
  readonly countUse: (datasetId: string, kind: 'view' | 'download') => void
  /** Other portals that have a dataset, when they are known. */
  readonly originsOf?: (datasetId: string) => Promise<readonly Origin[]>
  /** What is not taken of the file of a dataset’s producer. */
  readonly leftOutOf?: (datasetId: string) => Promise<readonly LeftOutColumn[]>
}

const Slug = Type.Object({ slug: Type.String() })

/** The catalogue, datasets and organisations, as pages. */
export const catalogPages =
  (deps: CatalogPagesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/donnees', async (request, reply) => {
      const query = readCatalogueAddress(request.url)
      return sendPage(reply, <CataloguePage site={deps.site} query={query} found={await deps.datasets.search(query)} />)
    })

    app.get(
      '/donnees/suggestions',
      { schema: { querystring: Type.Object({ q: Type.String({ default: '', maxLength: 200 }) }) } },
      (request) => deps.datasets.suggest(request.query.q, 8),
    )

    app.get('/donnees/:slug', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      if (!found) return reply
      const { version } = found
      const asked = readRowsAddress(request.url, version?.columns ?? [])
      if (hasEmptyFields(request.url))
        return reply.redirect(rowsAddress(`/donnees/${found.dataset.slug}`, asked, {}), 303)
      const [{ view, rows, figure }, similar] = await Promise.all([
        version ? answerOf(deps.tables, version, asked) : { view: asked, rows: null, figure: null },
        deps.datasets.alike(found.dataset, 3),
      ])
      deps.countUse(found.dataset.id, 'view')
      return sendPage(reply, <DatasetPage {...found} view={view} rows={rows} figure={figure} similar={similar} />)
    })

    app.get(
      '/donnees/:slug/filtrer',
      {
        schema: {
          params: Slug,
          querystring: Type.Object({
            colonne: Type.String(),
            op: Type.String(),
            valeur: Type.String({ default: '', maxLength: 500 }),
          }),
        },
      },
      async (request, reply) => {
        const found = await viewOf(deps, request, reply, request.params.slug)
        if (!found) return reply
        const columns = found.version?.columns ?? []
        const view = readRowsAddress(request.url, columns)
        const { colonne, op, valeur } = request.query
        const filterText =
          withCondition(
            view,
            columns.find((c) => c.name === colonne),
            op,
            valeur,
          ) ?? view.filterText
        return reply.redirect(rowsAddress(`/donnees/${found.dataset.slug}`, view, { filterText, page: 1 }), 303)
      },
    )

    app.get('/donnees/:slug/colonnes', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      if (!found) return reply
      const leftOut = (await deps.leftOutOf?.(found.dataset.id)) ?? []
      return sendPage(reply, <DatasetColumnsPage {...found} leftOut={leftOut} />)
    })

    app.get('/donnees/:slug/api', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      return found ? sendPage(reply, <DatasetApiPage {...found} />) : reply
    })

    app.get('/donnees/:slug/versions', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      if (!found) return reply
      const origins = (await deps.originsOf?.(found.dataset.id)) ?? []
      const withdrawn = await deps.versions.withdrawn(found.dataset.id)
      return sendPage(reply, <DatasetVersionsPage {...found} {...{ origins, withdrawn }} />)
    })

    app.get(
      '/donnees/:slug/lignes/:line',
      {
        schema: {
          params: Type.Object({ ...Slug.properties, line: Type.Integer({ minimum: 1 }) }),
          querystring: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
        },
      },
      async (request, reply) => {
        const { slug, line } = request.params
        const found = await viewOf(deps, request, reply, slug)
        if (!found) return reply
        const asked = request.query.version
        const version = asked === undefined ? found.version : found.versions.find(({ number }) => number === asked)
        if (!version && asked !== undefined)
          throw absentVersion(asked, found.dataset.slug, await deps.versions.withdrawn(found.dataset.id))
        const row = version && (await deps.tables.row(version.id, line))
        if (!version || !row) throw notFound('La ligne', String(line))
        // There are as many as rows: people follow links to them, search engines need not.
        reply.header('x-robots-tag', 'noindex')
        return sendPage(reply, <DatasetLinePage {...{ ...found, version, line, row }} columns={version.columns} />)
      },
    )

    app.get('/donnees/:slug/original', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      if (!found) return reply
      const { original } = found.version ?? {}
      if (!original) throw notFound('Le fichier d’origine de', found.dataset.slug)
      deps.countUse(found.dataset.id, 'download')
      return attach(reply, original.name, 'application/octet-stream').send(
        createReadStream(await deps.blobs.localPath(original.sha256)),
      )
    })

    app.get('/donnees/:slug/rejets.csv', { schema: { params: Slug } }, async (request, reply) => {
      const found = await viewOf(deps, request, reply, request.params.slug)
      if (!found) return reply
      const path = found.version && versionFiles(deps.versionsFolder, found.version.id).rejects
      if (!path || !existsSync(path)) throw notFound('Le fichier des lignes mises de côté de', found.dataset.slug)
      return attach(reply, `${found.dataset.slug}-rejets.csv`, 'text/csv; charset=utf-8').send(createReadStream(path))
    })

    app.get(
      '/donnees/:slug/documents/:id',
      { schema: { params: Type.Object({ slug: Type.String(), id: Type.String() }) } },
      async (request, reply) => {
        const found = await viewOf(deps, request, reply, request.params.slug)
        if (!found) return reply
        const attachment = found.attachments.find((a) => a.id === request.params.id)
        if (!attachment) throw notFound('Le document', request.params.id)
        return attach(reply, attachment.name, attachment.mediaType).send(
          createReadStream(await deps.blobs.localPath(attachment.sha256)),
        )
      },
    )

    app.get('/organisations', async (_request, reply) =>
      sendPage(reply, <OrganisationsPage site={deps.site} organisations={await deps.organisations.list()} />),
    )

    app.get('/organisations/:slug', { schema: { params: Slug } }, async (request, reply) => {
      const organisation = await deps.organisations.getBySlug(request.params.slug)
      if (!organisation) throw notFound('L’organisation', request.params.slug)
      const { items, total } = await deps.datasets.list({
        status: 'published',
        producer: organisation.id,
        page: 1,
        size: 100,
      })
      return sendPage(
        reply,
        <OrganisationPage site={deps.site} organisation={organisation} items={items} total={total} />,
      )
    })
  }

/** The rows and the figure of a view. A filter that the columns cannot take is told on the page, and left out. */
const answerOf = async (
  tables: Tables,
  version: Version,
  view: RowsView,
): Promise<Pick<DatasetPageProps, 'view' | 'rows' | 'figure'>> => {
  const where = whereOf(view)
  const question = {
    select: view.select,
    where,
    sort: view.sort,
    limit: ROWS_A_PAGE,
    offset: (view.page - 1) * ROWS_A_PAGE,
  }
  try {
    const [rows, figure] = await Promise.all([tables.rows(version.id, question), chooseFigure(tables, version, where)])
    return { view, rows, figure }
  } catch (error) {
    if (!(error instanceof DomainError && error.fault.kind === 'invalid' && view.filter)) throw error
    const hints = error.fault.issues.map((issue) => `${issue.message}.`)
    return answerOf(tables, version, { ...view, filter: null, mistake: [error.message, ...hints].join(' ') })
  }
}

/** The dataset of an address, if the person may see it; a former address leads to the new one. Null when the answer was sent. */
const viewOf = async (
  deps: CatalogPagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  slug: string,
): Promise<DatasetView | null> => {
  const dataset = await deps.datasets.getBySlug(slug)
  if (!dataset || (dataset.status === 'draft' && !hasRole(request.person, 'reader')))
    throw notFound('Le jeu de données', slug)
  if (dataset.slug !== slug) {
    reply.redirect(request.url.replace(`/donnees/${slug}`, `/donnees/${dataset.slug}`), 301)
    return null
  }
  const [producer, territory, all, attachments] = await Promise.all([
    dataset.producer ? deps.organisations.get(dataset.producer) : undefined,
    dataset.territory ? deps.places.get(dataset.territory) : undefined,
    deps.versions.ofDataset(dataset.id),
    deps.attachments.ofDataset(dataset.id),
  ])
  const versions = dataset.status === 'draft' ? all : all.filter((v) => v.publishedAt !== null)
  return {
    site: deps.site,
    dataset,
    producer,
    territory,
    versions,
    version: versions.find((v) => v.id === dataset.versionId),
    attachments,
  }
}

/** A file under a name that cannot break the header (RFC 6266, RFC 8187). */
const attach = (reply: FastifyReply, name: string, type: string): FastifyReply => {
  const plain = name.normalize('NFKD').replace(/[^\w.() -]/g, '')
  return reply
    .type(type)
    .header(
      'content-disposition',
      `attachment; filename="${plain || 'fichier'}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
    )
}
