import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Paging, pageSchema, sendPageOf } from '../../http/links.ts'
import { notFound } from '../../kernel/errors.ts'
import { LICENCES } from './licences.ts'
import { Organisation } from './organisation.ts'
import type { OrganisationStore } from './ports.ts'
import { THEMES } from './themes.ts'

/** Organisations and closed lists. */
export const listsApi =
  (deps: { readonly organisations: OrganisationStore }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/organizations',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Les organisations',
          querystring: Paging,
          response: { 200: pageSchema(Type.Object({ ...Organisation.properties, datasets: Type.Integer() })) },
        },
      },
      async (request, reply) => sendPageOf(reply, request.url, await deps.organisations.list(), request.query),
    )

    app.get(
      '/organizations/:slug',
      {
        schema: {
          tags: ['Catalogue'],
          summary: 'Une organisation',
          params: Type.Object({ slug: Type.String({ description: 'Nom de l’organisation dans son adresse.' }) }),
          response: { 200: Organisation },
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
