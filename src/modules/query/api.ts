import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { aggregatesApi } from './api-aggregates.ts'
import { exportsApi } from './api-exports.ts'
import { rowsApi } from './api-rows.ts'
import type { Tables, Versions } from './ports.ts'

export interface QueryApiDeps {
  readonly tables: Tables
  readonly versions: Versions
  readonly countUse: (datasetId: string, kind: 'api' | 'download') => void
}

/** Rows, aggregates, facets and exports of published versions. */
export const queryApi =
  (deps: QueryApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(rowsApi(deps))
    await app.register(aggregatesApi(deps))
    await app.register(exportsApi(deps))
  }
