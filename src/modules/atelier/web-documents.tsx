import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError } from '../../kernel/errors.ts'
import { sendPrivatePage } from '../../web/index.ts'
import { signedIn } from '../access/index.ts'
import { attachDocument, editable, removeDocument } from '../catalog/index.ts'
import type { AtelierDeps } from './deps.ts'
import { receive } from './receive.node.ts'
import { workbench } from './workbench.tsx'

/** Documents beside the rows: join, take away. */
export const documentPages =
  (deps: AtelierDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/atelier/jeux/:id/documents',
      { schema: { params: Type.Object({ id: Type.String() }) } },
      async (request, reply) => {
        const person = signedIn(request)
        const dataset = await editable(deps, person, request.params.id)
        try {
          const { fields, ...file } = await receive(deps, request, person)
          await attachDocument(deps)(person, dataset.id, { ...file, title: fields.title ?? '' })
        } catch (error) {
          if (!(error instanceof DomainError) || !['invalid', 'too-many'].includes(error.fault.kind)) throw error
          return sendPrivatePage(reply, await workbench(deps, person, dataset, { error: error.message }), 422)
        }
        return reply.redirect(`/atelier/jeux/${dataset.id}?fait=document`, 303)
      },
    )

    app.post(
      '/atelier/jeux/:id/documents/:document/retirer',
      { schema: { params: Type.Object({ id: Type.String(), document: Type.String() }) } },
      async (request, reply) => {
        await removeDocument(deps)(signedIn(request), request.params.id, request.params.document)
        return reply.redirect(`/atelier/jeux/${request.params.id}?fait=retrait`, 303)
      },
    )
  }
