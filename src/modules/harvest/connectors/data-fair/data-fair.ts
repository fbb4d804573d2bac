import { type Static, Type } from 'typebox'
import { invalid } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import { asLines, pagesFrom } from '../paged.ts'

/** Lines of a dataset of a data-fair portal (ADEME, Agence ORE…). */
export const DataFairFetch = Type.Object({
  connector: Type.Literal('data-fair'),
  host: Type.String(),
  dataset: Type.String(),
  /** Filters as the service writes them: `code_departement_eq` → `89`. */
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
  fields: Type.Optional(Type.Array(Type.String())),
})
export type DataFairFetch = Static<typeof DataFairFetch>

const Described = Type.Object({
  title: Type.String(),
  dataUpdatedAt: Type.Optional(Type.String()),
  schema: Type.Array(Type.Object({ key: Type.String() })),
})
const Lines = Type.Object({
  results: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  next: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

const base = ({ host, dataset }: DataFairFetch) =>
  `https://${host}/data-fair/api/v1/datasets/${encodeURIComponent(dataset)}`

const firstPage = (fetch: DataFairFetch) =>
  `${base(fetch)}/lines?${new URLSearchParams({ size: '10000', ...(fetch.fields ? { select: fetch.fields.join(',') } : {}), ...fetch.where })}`

/** data-fair portals: the schema is checked, then lines are walked by `next`, never by a count that may be an estimate. */
export const dataFair: Connector<DataFairFetch> = {
  async find(fetch, ask) {
    const { title, schema, dataUpdatedAt } = await ask.json(base(fetch), Described)
    const missing = (fetch.fields ?? []).filter((key) => !schema.some((column) => column.key === key))
    if (missing.length > 0) throw invalid(`« ${title} » n’a plus ce qui est attendu : ${missing.join(', ')}.`)
    const url = firstPage(fetch)
    const pages = () => pagesFrom(url, Lines, ask, ({ next }) => next ?? null)
    return {
      url,
      name: `${fetch.dataset}.ndjson`,
      edition: dataUpdatedAt?.slice(0, 10) ?? null,
      gathered: () => asLines(pages()),
      ...(dataUpdatedAt ? { mark: dataUpdatedAt } : {}),
    }
  },
  imitate: (fetch) => [
    { url: base(fetch), json: { title: fetch.dataset, schema: (fetch.fields ?? []).map((key) => ({ key })) } },
    { url: firstPage(fetch), file: true },
  ],
}
