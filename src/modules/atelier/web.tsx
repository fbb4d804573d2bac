import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { formatBytes } from '../../kernel/french.ts'
import { renderPage, type Site } from '../../web/index.ts'
import { type Audit, formErrors, hasRole, type Person, signedIn } from '../access/index.ts'
import {
  type AttachmentStore,
  archiveDataset,
  type BlobStore,
  createDataset,
  type Dataset,
  type DatasetStore,
  describeDataset,
  editable,
  FREQUENCIES,
  missingToPublish,
  type Organisation,
  type OrganisationStore,
  publishDataset,
  saveOrganisation,
  showVersion,
  type VersionStore,
} from '../catalog/index.ts'
import type { OverrideStore, RunQueue, RunStore } from '../ingest/index.ts'
import type { Tables } from '../query/index.ts'
import { CardPage, OrganisationsEditPage } from './pages/card-page.tsx'
import { AtelierHomePage } from './pages/home-page.tsx'
import { RunPage, UploadPage } from './pages/upload-page.tsx'
import { WorkbenchPage } from './pages/workbench-page.tsx'
import { cardOf, type Form, formOf, overridesOf } from './read-forms.ts'

export interface AtelierDeps {
  readonly site: Site
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly attachments: AttachmentStore
  readonly blobs: BlobStore
  readonly overrides: OverrideStore
  readonly runs: RunStore
  readonly queue: RunQueue
  readonly tables: Tables
  readonly audit: Audit
  readonly maxUpload: number
  readonly newId: () => string
  readonly now: () => Date
}

const Id = Type.Object({ id: Type.String() })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 100_000 }))

/** The back office: deposit, check, correct, describe, publish, go back. */
export const atelierPages =
  (deps: AtelierDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    await app.register(multipart, { limits: { fileSize: deps.maxUpload, files: 1, fields: 5, fieldSize: 10_000 } })
    const html = (reply: FastifyReply, page: Parameters<typeof renderPage>[0], status = 200) =>
      reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(renderPage(page))
    const limit = formatBytes(deps.maxUpload)

    app.get(
      '/atelier',
      {
        schema: {
          querystring: Type.Object({
            etat: Type.String({ default: '' }),
            page: Type.Integer({ default: 1, minimum: 1 }),
          }),
        },
      },
      async (request, reply) => {
        const person = signedIn(request)
        const { etat, page } = request.query
        const status = (['draft', 'published', 'archived'] as const).find((s) => s === etat)
        const own = person.role === 'contributor' && person.organisation ? { producer: person.organisation } : {}
        const [{ items, total }, runs] = await Promise.all([
          deps.datasets.list({ ...own, ...(status ? { status } : {}), page, size: 30 }),
          hasRole(person, 'editor') ? deps.runs.recent(5) : [],
        ])
        return html(
          reply,
          <AtelierHomePage
            site={site}
            person={person}
            items={items}
            total={total}
            page={page}
            status={status ?? ''}
            runs={runs}
          />,
        )
      },
    )

    app.get(
      '/atelier/deposer',
      { schema: { querystring: Type.Object({ jeu: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        if (!hasRole(person, 'contributor')) throw forbidden('Votre compte permet de lire, pas de déposer.')
        const dataset = request.query.jeu ? await editable(deps, person, request.query.jeu) : undefined
        return html(reply, <UploadPage site={site} dataset={dataset} title="" limit={limit} errors={{}} />)
      },
    )

    app.post(
      '/atelier/deposer',
      { schema: { querystring: Type.Object({ jeu: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        let dataset = request.query.jeu ? await editable(deps, person, request.query.jeu) : undefined
        const sent = await receive(deps, request)
        try {
          if (sent.bytes === 0)
            throw invalid('Choisissez un fichier qui n’est pas vide.', [
              { pointer: '/file', message: 'Choisissez un fichier qui n’est pas vide.' },
            ])
          dataset ??= await createDataset(deps)(person, sent.fields.title ?? '')
        } catch (error) {
          return html(
            reply,
            <UploadPage
              site={site}
              dataset={dataset}
              title={sent.fields.title ?? ''}
              limit={limit}
              errors={formErrors(error)}
            />,
            422,
          )
        }
        const { sha256, bytes, name } = sent
        const run = await deps.queue.start({
          datasetId: dataset.id,
          original: { sha256, bytes, name },
          actor: person.id,
          publish: dataset.status === 'draft',
        })
        await deps.audit.record({
          at: deps.now(),
          who: person.id,
          what: 'file.deposit',
          subject: dataset.id,
          details: { file: name, bytes },
        })
        return reply.redirect(`/atelier/depots/${run.id}`, 303)
      },
    )

    app.get('/atelier/depots/:id', { schema: { params: Id } }, async (request, reply) => {
      const person = signedIn(request)
      const run = await deps.runs.get(request.params.id)
      if (!run) throw notFound('Le dépôt', request.params.id)
      const dataset = await editable(deps, person, run.datasetId)
      if (run.state === 'succeeded') return reply.redirect(`/atelier/jeux/${dataset.id}`, 303)
      return html(reply, <RunPage site={site} run={run} dataset={dataset} />)
    })

    const workbench = async (
      person: Person,
      dataset: Dataset,
      said: { readonly error?: string; readonly done?: string | undefined },
    ) => {
      const [versions, attachments, overrides] = await Promise.all([
        deps.versions.ofDataset(dataset.id),
        deps.attachments.ofDataset(dataset.id),
        deps.overrides.get(dataset.id),
      ])
      const [version] = versions
      const preview = version
        ? await deps.tables.rows(version.id, { select: null, where: null, sort: [], limit: 10, offset: 0 })
        : null
      const missing = missingToPublish(dataset)
      return (
        <WorkbenchPage
          {...{ site, person, dataset, version, versions, attachments, preview, overrides, missing }}
          error={said.error ?? null}
          done={said.done ?? null}
        />
      )
    }
    const DONE: Readonly<Record<string, string>> = {
      fiche: 'La fiche est enregistrée.',
      publie: 'Le jeu de données est en ligne.',
      archive: 'Le jeu de données est archivé.',
      version: 'La version choisie est en ligne.',
      document: 'Le document est joint.',
    }

    app.get(
      '/atelier/jeux/:id',
      { schema: { params: Id, querystring: Type.Object({ fait: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        return html(
          reply,
          await workbench(person, await editable(deps, person, request.params.id), {
            done: DONE[request.query.fait ?? ''],
          }),
        )
      },
    )

    const acts = {
      publier: { run: publishDataset(deps), done: 'publie' },
      archiver: { run: archiveDataset(deps), done: 'archive' },
    } as const
    for (const [path, act] of Object.entries(acts))
      app.post(`/atelier/jeux/:id/${path}`, { schema: { params: Id } }, async (request, reply) => {
        const person = signedIn(request)
        const dataset = await editable(deps, person, request.params.id)
        try {
          await act.run(person, dataset.id)
        } catch (error) {
          if (error instanceof DomainError && error.fault.kind === 'conflict')
            return html(reply, await workbench(person, dataset, { error: error.message }), 422)
          throw error
        }
        return reply.redirect(`/atelier/jeux/${dataset.id}?fait=${act.done}`, 303)
      })

    app.post(
      '/atelier/jeux/:id/versions/:version',
      { schema: { params: Type.Object({ id: Type.String(), version: Type.String() }) } },
      async (request, reply) => {
        await showVersion(deps)(signedIn(request), request.params.id, request.params.version)
        return reply.redirect(`/atelier/jeux/${request.params.id}?fait=version`, 303)
      },
    )

    app.post('/atelier/jeux/:id/relire', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = signedIn(request)
      const dataset = await editable(deps, person, request.params.id)
      const [version] = await deps.versions.ofDataset(dataset.id)
      if (!version) throw notFound('Le fichier de', dataset.title)
      try {
        await deps.overrides.save(dataset.id, overridesOf(request.body, version, await deps.overrides.get(dataset.id)))
      } catch (error) {
        return html(
          reply,
          await workbench(person, dataset, { error: formErrors(error).general ?? 'Un des choix n’est pas possible.' }),
          422,
        )
      }
      const run = await deps.queue.start({
        datasetId: dataset.id,
        original: version.original,
        actor: person.id,
        publish: dataset.status === 'draft',
      })
      await deps.audit.record({
        at: deps.now(),
        who: person.id,
        what: 'dataset.rebuild',
        subject: dataset.id,
        details: {},
      })
      return reply.redirect(`/atelier/depots/${run.id}`, 303)
    })

    app.get('/atelier/jeux/:id/fiche', { schema: { params: Id } }, async (request, reply) => {
      const dataset = await editable(deps, signedIn(request), request.params.id)
      return html(
        reply,
        <CardPage
          site={site}
          dataset={dataset}
          typed={formOf(dataset)}
          organisations={await deps.organisations.list()}
          errors={{}}
        />,
      )
    })

    app.post('/atelier/jeux/:id/fiche', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = signedIn(request)
      const dataset = await editable(deps, person, request.params.id)
      const frequency =
        (Object.keys(FREQUENCIES) as readonly Dataset['frequency'][]).find((f) => f === request.body.frequency) ??
        'UNKNOWN'
      try {
        await describeDataset(deps)(person, dataset.id, cardOf(request.body, frequency))
      } catch (error) {
        return html(
          reply,
          <CardPage
            site={site}
            dataset={dataset}
            typed={request.body}
            organisations={await deps.organisations.list()}
            errors={formErrors(error)}
          />,
          422,
        )
      }
      return reply.redirect(`/atelier/jeux/${dataset.id}?fait=fiche`, 303)
    })

    app.post('/atelier/jeux/:id/documents', { schema: { params: Id } }, async (request, reply) => {
      const person = signedIn(request)
      const dataset = await editable(deps, person, request.params.id)
      const { fields, ...file } = await receive(deps, request)
      await deps.attachments.add({
        id: deps.newId(),
        datasetId: dataset.id,
        title: fields.title?.trim() || file.name,
        name: file.name,
        mediaType: 'application/octet-stream',
        bytes: file.bytes,
        sha256: file.sha256,
      })
      await deps.audit.record({
        at: deps.now(),
        who: person.id,
        what: 'attachment.add',
        subject: dataset.id,
        details: { file: file.name },
      })
      return reply.redirect(`/atelier/jeux/${dataset.id}?fait=document`, 303)
    })

    app.post(
      '/atelier/jeux/:id/documents/:document/retirer',
      { schema: { params: Type.Object({ id: Type.String(), document: Type.String() }) } },
      async (request, reply) => {
        const person = signedIn(request)
        const dataset = await editable(deps, person, request.params.id)
        const found = (await deps.attachments.ofDataset(dataset.id)).find((a) => a.id === request.params.document)
        if (!found) throw notFound('Le document', request.params.document)
        await deps.attachments.remove(found.id)
        await deps.audit.record({
          at: deps.now(),
          who: person.id,
          what: 'attachment.remove',
          subject: dataset.id,
          details: { file: found.name },
        })
        return reply.redirect(`/atelier/jeux/${dataset.id}`, 303)
      },
    )

    const organisationsPage = async (typed: Form, errors: Form) => (
      <OrganisationsEditPage
        site={site}
        organisations={await deps.organisations.list()}
        typed={typed}
        errors={errors}
      />
    )

    app.get(
      '/atelier/organisations',
      { schema: { querystring: Type.Object({ id: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        if (!hasRole(signedIn(request), 'editor')) throw forbidden('Seul un éditeur gère les organisations.')
        const known = request.query.id ? await deps.organisations.get(request.query.id) : undefined
        const typed = Object.fromEntries(Object.entries(known ?? {}).map(([key, value]) => [key, value ?? '']))
        return html(reply, await organisationsPage(typed, {}))
      },
    )

    app.post('/atelier/organisations', { schema: { body: FormBody } }, async (request, reply) => {
      const { id, name = '', type, siren, territory, website, description = '' } = request.body
      const kinds: readonly Organisation['type'][] = [
        'etat',
        'region',
        'departement',
        'epci',
        'commune',
        'syndicat',
        'etablissement-public',
        'association',
        'entreprise',
        'autre',
      ]
      try {
        await saveOrganisation(deps)(signedIn(request), {
          ...(id ? { id } : {}),
          name,
          description,
          type: kinds.find((k) => k === type) ?? 'autre',
          siren: siren || null,
          territory: territory || null,
          website: website || null,
        })
      } catch (error) {
        if (error instanceof DomainError && error.fault.kind !== 'invalid') throw error
        return html(reply, await organisationsPage(request.body, formErrors(error)), 422)
      }
      return reply.redirect('/atelier/organisations', 303)
    })
  }

interface Received {
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly fields: Form
}

/** Takes the file of a form straight to rest, never whole in memory; the fields around it come along. */
const receive = async (deps: AtelierDeps, request: FastifyRequest): Promise<Received> => {
  const fields: Record<string, string> = {}
  let file: Omit<Received, 'fields'> | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else {
      const kept = await deps.blobs.put(part.file, deps.maxUpload)
      if (part.file.truncated)
        throw new DomainError({
          kind: 'too-large',
          detail: `Le fichier dépasse ${formatBytes(deps.maxUpload)}.`,
          limit: deps.maxUpload,
        })
      file = { ...kept, name: part.filename.split(/[\\/]/).pop()?.slice(0, 200) || 'fichier' }
    }
  }
  if (!file) throw invalid('Choisissez un fichier.', [{ pointer: '/file', message: 'Choisissez un fichier.' }])
  return { ...file, fields }
}
