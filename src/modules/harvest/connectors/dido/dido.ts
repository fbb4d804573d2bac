import { type Static, Type } from 'typebox'
import { invalid } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import { chooseResource, ResourceRule } from '../choose-resource.ts'

const API = 'https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1'

/** Rows of a file of DiDo, where the statistics of the environment, of housing and of transport are published. */
export const DidoFetch = Type.Object({
  connector: Type.Literal('dido'),
  dataset: Type.String(),
  resource: ResourceRule,
  /** Filters as the service writes them: `DEP_CODE` → `eq:89`. */
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type DidoFetch = Static<typeof DidoFetch>

const DatasetAnswer = Type.Object({
  title: Type.String(),
  last_update: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  datafiles: Type.Array(
    Type.Object({
      rid: Type.String(),
      title: Type.String(),
      millesimes: Type.Array(Type.Object({ millesime: Type.String() })),
    }),
  ),
})

const datasetAddress = (dataset: string) => `${API}/datasets/${encodeURIComponent(dataset)}`

/** Names of columns alone above the rows: a line of descriptions would be read as data. */
const rowsAddress = (rid: string, millesime: string, where: DidoFetch['where'] = {}) =>
  `${API}/datafiles/${encodeURIComponent(rid)}/csv?${new URLSearchParams({
    millesime,
    withColumnName: 'true',
    withColumnDescription: 'false',
    withColumnUnit: 'false',
    ...where,
  })}`

/** DiDo (SDES): the dataset tells its files and their editions (`2026-08`); the newest edition of the file that the rule chooses comes as CSV, filtered by the service. */
export const dido: Connector<DidoFetch> = {
  async find({ dataset, resource, where }, ask) {
    const { title, datafiles, last_update: updated } = await ask.json(datasetAddress(dataset), DatasetAnswer)
    const candidates = datafiles.map(({ rid, title: told, millesimes }) => {
      const newest =
        millesimes
          .map(({ millesime }) => millesime)
          .toSorted()
          .at(-1) ?? null
      return { rid, title: told, fileName: told, format: 'csv', modified: newest }
    })
    const { rid, title: chosen, modified: millesime } = chooseResource(candidates, resource, title).chosen
    if (millesime === null) throw invalid(`« ${chosen} » n’a aucune édition chez son producteur.`)
    return {
      url: rowsAddress(rid, millesime, where),
      name: `${dataset}.csv`,
      edition: millesime,
      ...(updated ? { mark: `${millesime} ${updated}` } : {}),
    }
  },
  imitate({ dataset, where }, { title, year }) {
    const [rid, millesime] = [`a-portee-de-main-${dataset}`, `${year ?? 2000}-12`]
    return [
      {
        url: datasetAddress(dataset),
        json: { title: dataset, datafiles: [{ rid, title, millesimes: [{ millesime }] }] },
      },
      { url: rowsAddress(rid, millesime, where), file: true },
    ]
  },
}
