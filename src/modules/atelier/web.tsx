import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { formatBytes } from '../../kernel/french.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { formErrors, hasRole, type Person, signedIn } from '../access/index.ts'
import { createDataset, depositable } from '../catalog/index.ts'
import { correctedOverrides } from '../ingest/index.ts'
import type { AtelierDeps } from './deps.ts'
import { AtelierHomePage } from './pages/home-page.tsx'
import { RunPage, UploadPage } from './pages/upload-page.tsx'
import { type Received, receive } from './receive.node.ts'
import { datasetPages } from './web-dataset.tsx'
import { documentPages } from './web-documents.tsx'
import { organisationPages } from './web-organisations.tsx'

const Id = Type.Object({ id: Type.String() })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 1000 }))

/** The back office: deposit, check, correct, describe, publish, go back. */
export const atelierPages =
  (deps: AtelierDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    await app.register(multipart, { limits: { fileSize: deps.maxUpload, files: 1, fields: 5, fieldSize: 10_000 } })
    await app.register(datasetPages(deps))
    await app.register(documentPages(deps))
    await app.register(organisationPages(deps))
    const day =
      deps.uploads.limit > 0 ? `, et ${formatBytes(deps.uploads.limit)} en 24 heures, tous fichiers compris` : ''
    const limit = `${formatBytes(deps.maxUpload)} au plus${day}.`

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
        const producer = person.role === 'contributor' ? person.organisation : null
        const own = producer ? { producer } : {}
        const [{ items, total }, waiting, runs, firstSources] = await Promise.all([
          deps.datasets.list({ ...own, ...(status ? { status } : {}), page, size: 30 }),
          hasRole(person, 'contributor') ? deps.versions.waiting(producer) : [],
          hasRole(person, 'editor') ? deps.runs.recent(5) : [],
          hasRole(person, 'administrator') ? deps.firstSources() : null,
        ])
        return sendPrivatePage(
          reply,
          <AtelierHomePage
            site={site}
            person={person}
            items={items}
            total={total}
            page={page}
            status={status ?? ''}
            waiting={waiting}
            runs={runs}
            firstSources={firstSources}
          />,
        )
      },
    )

    app.get(
      '/atelier/deposer',
      { schema: { querystring: Type.Object({ jeu: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        mayDeposit(person)
        const dataset = request.query.jeu ? await depositable(deps, person, request.query.jeu) : undefined
        return sendPrivatePage(reply, <UploadPage site={site} dataset={dataset} title="" limit={limit} errors={{}} />)
      },
    )

    app.post(
      '/atelier/deposer',
      { schema: { querystring: Type.Object({ jeu: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        mayDeposit(person)
        let dataset = request.query.jeu ? await depositable(deps, person, request.query.jeu) : undefined
        let sent: Received | undefined
        try {
          sent = await receive(deps, request, person)
          if (sent.bytes === 0)
            throw invalid('Choisissez un fichier qui n’est pas vide.', [
              { pointer: '/file', message: 'Choisissez un fichier qui n’est pas vide.' },
            ])
          dataset ??= await createDataset(deps)(person, sent.fields.title ?? '')
        } catch (error) {
          if (!(error instanceof DomainError) || !['invalid', 'too-many'].includes(error.fault.kind)) throw error
          return sendPrivatePage(
            reply,
            <UploadPage
              site={site}
              dataset={dataset}
              title={sent?.fields.title ?? ''}
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
          publish: 'while-draft',
        })
        await deps.audit.record({
          at: deps.now(),
          who: person.id,
          what: 'file.deposit',
          subject: dataset.id,
          details: { title: dataset.title, file: name, bytes },
        })
        return reply.redirect(`/atelier/depots/${run.id}`, 303)
      },
    )

    app.get('/atelier/depots/:id', { schema: { params: Id } }, async (request, reply) => {
      const person = signedIn(request)
      const run = await deps.runs.get(request.params.id)
      if (!run) throw notFound('Le dépôt', request.params.id)
      const dataset = await depositable(deps, person, run.datasetId)
      if (run.state === 'succeeded') return reply.redirect(`/atelier/jeux/${dataset.id}`, 303)
      const overrides = await deps.overrides.get(dataset.id)
      return sendPrivatePage(reply, <RunPage site={site} run={run} dataset={dataset} overrides={overrides} />)
    })

    app.post('/atelier/depots/:id/relire', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = signedIn(request)
      const run = await deps.runs.get(request.params.id)
      if (!run) throw notFound('Le dépôt', request.params.id)
      const dataset = await depositable(deps, person, run.datasetId)
      const before = await deps.overrides.get(dataset.id)
      try {
        await deps.overrides.save(dataset.id, correctedOverrides(before, request.body, {}))
      } catch (error) {
        const refused = { ...run, error: formErrors(error).general ?? 'Un des choix n’est pas possible.' }
        return sendPrivatePage(reply, <RunPage site={site} run={refused} dataset={dataset} overrides={before} />, 422)
      }
      const original = { sha256: run.sha256, bytes: await deps.blobs.size(run.sha256), name: run.fileName }
      const asked = { datasetId: dataset.id, original, actor: person.id, publish: 'while-draft' } as const
      const again = await deps.queue.start(asked)
      const details = { title: dataset.title }
      await deps.audit.record({ at: deps.now(), who: person.id, what: 'dataset.rebuild', subject: dataset.id, details })
      return reply.redirect(`/atelier/depots/${again.id}`, 303)
    })
  }

/** Refused before the first byte of the file is taken. */
const mayDeposit = (person: Person): void => {
  if (!hasRole(person, 'contributor')) throw forbidden('Votre compte permet de lire, pas de déposer.')
}
