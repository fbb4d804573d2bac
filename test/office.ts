import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyPluginAsync, InjectOptions } from 'fastify'
import { buildServer } from '../src/http/server.ts'
import type { Role } from '../src/modules/access/index.ts'
import { postgresAudit, postgresPeople } from '../src/modules/access/person-store.postgres.ts'
import { signIn } from '../src/modules/access/sign-in.ts'
import { postgresUploads } from '../src/modules/access/upload-quota.postgres.ts'
import { accessPages, personOfRequest } from '../src/modules/access/web.tsx'
import { atelierPages } from '../src/modules/atelier/web.tsx'
import { atelierIndicatorPages } from '../src/modules/atelier/web-indicators.tsx'
import { catalogApi } from '../src/modules/catalog/api.ts'
import { diskBlobs } from '../src/modules/catalog/blob-store.disk.ts'
import { currentVersions } from '../src/modules/catalog/current-versions.ts'
import { postgresDatasets } from '../src/modules/catalog/dataset-store.postgres.ts'
import { postgresAttachments, postgresOrganisations } from '../src/modules/catalog/organisation-store.postgres.ts'
import { postgresVersions } from '../src/modules/catalog/version-store.postgres.ts'
import { catalogPages } from '../src/modules/catalog/web.tsx'
import { indicatorDrafts } from '../src/modules/indicator/draft-indicator.ts'
import { runQueue } from '../src/modules/ingest/run-queue.ts'
import { postgresOverrides, postgresRuns } from '../src/modules/ingest/run-store.postgres.ts'
import { queryApi } from '../src/modules/query/api.ts'
import type { Tables } from '../src/modules/query/index.ts'
import { make } from './make.ts'
import { memoryTables } from './memory-tables.ts'
import { portalDesk } from './portal-desk.ts'
import { freshDatabase } from './postgres.ts'
import { smallGeography } from './small-country.ts'
import { smallDesk } from './small-desk.ts'

const PASSWORD = 'quatre mots pris au hasard'

/**
 * Catalogue, accounts and back office over a fresh database, with no rows, no place but the Yonne and passwords kept in
 * clear: what one may do, without the weight of files. One person of each role; contributors belong to `org-a`.
 * `uploadQuota`: bytes that a person may send in a day; 0: all that one likes.
 */
export const office = async ({ uploadQuota = 0 } = {}) => {
  const { database, close } = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'icauna-office-'))
  let last = 0
  const newId = () => {
    last += 1
    return `id-${last}`
  }
  const now = () => new Date('2026-11-25T10:00:00Z')
  const datasets = postgresDatasets(database)
  const versions = postgresVersions(database)
  const organisations = postgresOrganisations(database)
  const attachments = postgresAttachments(database)
  const people = postgresPeople(database)
  const audit = postgresAudit(database)
  const blobs = diskBlobs(join(folder, 'fichiers'))
  const runs = postgresRuns(database)
  const version = async () => make.version()
  const tables: Tables = {
    ...memoryTables({}),
    group: async () => ({ columns: [], rows: [] }),
    facets: async () => [],
    export: async function* () {
      yield Buffer.from('a\n')
    },
  }
  const site = {
    name: 'Icauna',
    territory: 'Yonne',
    ofTerritory: 'de l’Yonne',
    territoryId: 'departement:89',
    publicUrl: 'http://localhost',
    asset: (name: string) => `/assets/${name}`,
  }
  const yonne = {
    id: 'departement:89',
    level: 'departement' as const,
    code: '89',
    name: 'Yonne',
    kind: 'departement',
    liaison: 5,
    validFrom: null,
    validUntil: null,
    postcodes: [],
    population: null,
  }
  const places = {
    get: async (id: string) => (id === yonne.id ? yonne : undefined),
    search: async (text: string) => (/^yonn/i.test(text) ? [{ place: yonne, parent: null, why: null }] : []),
  }
  const access = {
    people,
    audit,
    hash: async (password: string) => `clair ${password}`,
    verify: async (password: string, hash: string) => hash === `clair ${password}`,
    nobody: 'personne',
    newId,
    now,
    site,
    organisations: () => organisations.list(),
  }
  const indicators = smallDesk(database)
  const drafts = indicatorDrafts({
    ...{ tables, places, geography: smallGeography(), territoryId: site.territoryId },
    maps: {
      contours: async () => null,
      layout: async () => ({ tiles: [], by: '', ground: null }),
      revision: async () => '',
    },
  })
  const queue = runQueue({ runs, ingest: version, newId, now, pause: async () => undefined, onBug: () => undefined })
  for (const id of ['org-a', 'org-b'])
    await organisations.save(make.organisation({ id, slug: id, name: `Organisation ${id}` }))
  const portals = await portalDesk({ site, organisations, datasets, now }, 'org-b')
  const routes: { readonly method: string; readonly url: string }[] = []
  const watch: FastifyPluginAsync = async (app) => {
    app.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, url })
    })
  }
  const server = await buildServer({
    logLevel: 'silent',
    personOf: personOfRequest(access),
    errorPage: (problem) => `<h1>${problem.title}</h1>`,
    api: [
      catalogApi({ publicUrl: site.publicUrl, datasets, versions, organisations, attachments }),
      queryApi({ tables, versions: currentVersions({ datasets, versions, now }), countUse: () => undefined }),
    ],
    pages: [
      Object.assign(watch, { [Symbol.for('skip-override')]: true }),
      catalogPages({
        site,
        datasets,
        versions,
        organisations,
        attachments,
        blobs,
        tables,
        versionsFolder: join(folder, 'versions'),
        places,
        countUse: () => undefined,
      }),
      accessPages(access),
      atelierPages({
        site,
        datasets,
        versions,
        organisations,
        places,
        attachments,
        blobs,
        overrides: postgresOverrides(database),
        runs,
        queue,
        tables,
        audit,
        maxUpload: 1e6,
        uploads: postgresUploads(database, { limit: uploadQuota, newId, now }),
        boxesOf: async () => new Map(),
        firstSources: async () => ({ offline: false, sources: 24 }),
        setAside: () => Readable.from(['ligne;motif\n']),
        newId,
        now,
      }),
      atelierIndicatorPages({
        ...{ site, drafts, datasets, versions, organisations, audit, desk: indicators.desk },
        names: async () => new Map(),
        maxDefinition: 10_000,
      }),
      portals,
    ],
  })
  await server.ready()
  const roles: readonly Role[] = ['administrator', 'editor', 'contributor', 'reader']
  for (const role of roles)
    await people.save(
      {
        id: role,
        email: `${role}@example.org`,
        name: role,
        role,
        organisation: role === 'contributor' ? 'org-a' : null,
        passwordHash: `clair ${PASSWORD}`,
        mustChange: false,
        disabled: false,
      },
      now(),
    )
  /** Asks as someone of a role, from a page of the portal; `null`: as anyone. */
  const ask = async (role: Role | null, options: InjectOptions) => {
    const cookie = role && `icauna=${(await signIn(access)(`${role}@example.org`, PASSWORD, newId())).token}`
    return server.inject({
      ...options,
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        ...(cookie ? { cookie } : {}),
        ...options.headers,
      },
    })
  }
  return {
    server,
    routes,
    ask,
    access,
    datasets,
    versions,
    organisations,
    attachments,
    indicators,
    blobs,
    people,
    audit,
    runs,
    PASSWORD,
    close: async () => {
      await server.close()
      await queue.close()
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The body of a form that carries a file. */
export const fileForm = (name: string, content: string, fields: Readonly<Record<string, string>> = {}) => {
  const boundary = 'limite'
  const part = (head: string, body: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  const payload = [
    ...Object.entries(fields).map(([key, value]) => part(`name="${key}"`, value)),
    part(`name="file"; filename="${name}"`, content),
    `--${boundary}--\r\n`,
  ].join('')
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

/** The body of a plain form. */
export const form = (fields: Readonly<Record<string, string>>) => ({
  payload: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})
