import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type KeptAnswers, keptAnswers } from '../../http/kept-answers.ts'
import { aggregatesApi } from './api-aggregates.ts'
import { exportsApi } from './api-exports.ts'
import { mapApi } from './api-map.ts'
import { rowsApi } from './api-rows.ts'
import type { Tables, Versions } from './ports.ts'

export interface QueryApiDeps {
  readonly tables: Tables
  readonly versions: Versions
  readonly countUse: (datasetId: string, kind: 'api' | 'download') => void
}

/** What routes of answers share: those already worked out on a version. */
export interface AnswerDeps extends QueryApiDeps {
  readonly answers: KeptAnswers
}

/** Rows, aggregates, facets and exports of published versions. */
export const queryApi =
  (deps: QueryApiDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answers = keptAnswers()
    await app.register(rowsApi({ ...deps, answers }))
    await app.register(aggregatesApi({ ...deps, answers }))
    await app.register(mapApi({ ...deps, answers }))
    await app.register(exportsApi(deps))
  }
