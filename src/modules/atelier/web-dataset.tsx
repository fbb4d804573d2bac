import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { DomainError, notFound } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { formErrors, type Person, signedIn } from '../access/index.ts'
import {
  archiveDataset,
  cardPrint,
  type Dataset,
  depositable,
  describeDataset,
  editable,
  FREQUENCIES,
  publishDataset,
  type SeenState,
  showVersion,
} from '../catalog/index.ts'
import type { AtelierDeps } from './deps.ts'
import { CardPage } from './pages/card-page.tsx'
import { cardOf, type Form, formOf, overridesOf } from './read-forms.ts'
import { workbench } from './workbench.tsx'

const Id = Type.Object({ id: Type.String() })
const FormBody = Type.Record(Type.String(), Type.String({ maxLength: 100_000 }))
const SeenBody = Type.Union([Type.Record(Type.String(), Type.String({ maxLength: 200 })), Type.Null()])

/** What the page showed, as its form carries it; a form that carries nothing showed nothing. */
const seenOf = (body: Form | null): SeenState => ({
  version: body?.version ?? '',
  status: body?.etat ?? '',
  card: body?.fiche ?? '',
})

/** Everything one does to a dataset: look, describe, correct, publish, archive, go back. */
export const datasetPages =
  (deps: AtelierDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { site } = deps
    const DONE: Readonly<Record<string, string>> = {
      fiche: 'La fiche est enregistrée.',
      publie: 'Le jeu de données est en ligne.',
      archive: 'Le jeu de données est archivé.',
      version: 'La version choisie est en ligne. Les indicateurs qui se calculent avec elle suivent.',
      document: 'Le document est joint.',
      retrait: 'Le document est retiré.',
    }

    app.get(
      '/atelier/jeux/:id',
      { schema: { params: Id, querystring: Type.Object({ fait: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const person = signedIn(request)
        return sendPrivatePage(
          reply,
          await workbench(deps, person, await depositable(deps, person, request.params.id), {
            done: DONE[request.query.fait ?? ''],
          }),
        )
      },
    )

    /** Does what changes what readers see, then shows the page; what is refused is told over the dataset as it is now. */
    const answer = async (
      person: Person,
      id: string,
      done: string,
      reply: FastifyReply,
      run: () => Promise<unknown>,
    ) => {
      try {
        await run()
      } catch (error) {
        if (!(error instanceof DomainError) || error.fault.kind !== 'conflict') throw error
        const now = await editable(deps, person, id)
        return sendPrivatePage(reply, await workbench(deps, person, now, { error: error.message }), 422)
      }
      return reply.redirect(`/atelier/jeux/${id}?fait=${done}`, 303)
    }

    const acts = {
      publier: { run: publishDataset(deps), done: 'publie' },
      archiver: { run: archiveDataset(deps), done: 'archive' },
    } as const
    for (const [path, { run, done }] of Object.entries(acts))
      app.post(`/atelier/jeux/:id/${path}`, { schema: { params: Id, body: SeenBody } }, (request, reply) => {
        const [person, { id }] = [signedIn(request), request.params]
        return answer(person, id, done, reply, () => run(person, id, seenOf(request.body)))
      })

    app.post(
      '/atelier/jeux/:id/versions/:version',
      { schema: { params: Type.Object({ id: Type.String(), version: Type.String() }), body: SeenBody } },
      (request, reply) => {
        const [person, { id, version }] = [signedIn(request), request.params]
        return answer(person, id, 'version', reply, () => showVersion(deps)(person, id, version, seenOf(request.body)))
      },
    )

    app.get(
      '/atelier/jeux/:id/versions/:version/rejets.csv',
      { schema: { params: Type.Object({ id: Type.String(), version: Type.String() }) } },
      async (request, reply) => {
        const dataset = await depositable(deps, signedIn(request), request.params.id)
        const version = (await deps.versions.ofDataset(dataset.id)).find((v) => v.id === request.params.version)
        const rows = version ? deps.setAside(version.id) : null
        if (!version || !rows) throw notFound('Le fichier des lignes mises de côté de', dataset.title)
        return reply
          .header('content-disposition', `attachment; filename="${dataset.slug}-v${version.number}-rejets.csv"`)
          .type('text/csv; charset=utf-8')
          .send(rows)
      },
    )

    app.post('/atelier/jeux/:id/relire', { schema: { params: Id, body: FormBody } }, async (request, reply) => {
      const person = signedIn(request)
      const dataset = await depositable(deps, person, request.params.id)
      const [version] = await deps.versions.ofDataset(dataset.id)
      if (!version) throw notFound('Le fichier de', dataset.title)
      try {
        await deps.overrides.save(dataset.id, overridesOf(request.body, version, await deps.overrides.get(dataset.id)))
      } catch (error) {
        return sendPrivatePage(
          reply,
          await workbench(deps, person, dataset, {
            error: formErrors(error).general ?? 'Un des choix n’est pas possible.',
          }),
          422,
        )
      }
      const run = await deps.queue.start({
        datasetId: dataset.id,
        original: version.original,
        actor: person.id,
        publish: 'while-draft',
      })
      await deps.audit.record({
        at: deps.now(),
        who: person.id,
        what: 'dataset.rebuild',
        subject: dataset.id,
        details: { title: dataset.title },
      })
      return reply.redirect(`/atelier/depots/${run.id}`, 303)
    })

    app.get('/atelier/jeux/:id/fiche', { schema: { params: Id } }, async (request, reply) => {
      const dataset = await editable(deps, signedIn(request), request.params.id)
      return sendPrivatePage(
        reply,
        <CardPage
          site={site}
          dataset={dataset}
          typed={{ ...formOf(dataset), fiche: cardPrint(dataset) }}
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
        await describeDataset(deps)(person, dataset.id, cardOf(request.body, frequency), request.body.fiche ?? '')
      } catch (error) {
        const errors = formErrors(error)
        const now = await editable(deps, person, dataset.id)
        const moved = cardPrint(now) !== request.body.fiche
        return sendPrivatePage(
          reply,
          <CardPage
            site={site}
            dataset={now}
            typed={{ ...request.body, fiche: cardPrint(now) }}
            saved={moved ? formOf(now) : null}
            organisations={await deps.organisations.list()}
            errors={errors}
          />,
          422,
        )
      }
      return reply.redirect(`/atelier/jeux/${dataset.id}?fait=fiche`, 303)
    })
  }
