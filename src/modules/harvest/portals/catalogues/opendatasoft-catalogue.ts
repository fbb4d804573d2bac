import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { pagesFrom } from '../../connectors/paged.ts'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, SAYS_NOTHING, withoutTags } from '../catalogue-entry.ts'

/** The catalogue of an Opendatasoft portal (Explore v2.1). */
export const OpendatasoftCatalogue = Type.Object({
  kind: Type.Literal('opendatasoft'),
  host: Type.String({ pattern: '^[a-z0-9.-]+$' }),
  /** ODSQL: only these datasets. */
  where: Type.Optional(Type.String()),
})
export type OpendatasoftCatalogue = Static<typeof OpendatasoftCatalogue>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const texts = Type.Optional(Type.Union([Type.Array(Type.String()), Type.String(), Type.Null()]))
const Page = Type.Object({ total_count: Type.Integer(), results: Type.Array(Type.Unknown()) })
const Item = Type.Object({
  dataset_id: Type.String(),
  dataset_uid: text,
  has_records: Type.Optional(Type.Boolean()),
  metas: Type.Object({
    default: Type.Object({
      title: Type.String(),
      description: text,
      keyword: texts,
      theme: texts,
      license: text,
      license_url: text,
      modified: text,
      data_processed: text,
      publisher: text,
      references: text,
    }),
  }),
  fields: Type.Optional(Type.Array(Type.Object({ name: Type.String() }))),
})

const PAGE = 100
/** The service refuses to go further by position. */
const DEEPEST = 10_000

/** Pages of an Opendatasoft catalogue: each dataset with its fields, and its rows as one CSV export. */
export async function* opendatasoftCatalogue(
  { host, where }: OpendatasoftCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  const at = (offset: number) =>
    `https://${host}/api/explore/v2.1/catalog/datasets?${new URLSearchParams({
      limit: String(PAGE),
      offset: String(offset),
      order_by: 'dataset_id',
      ...(where ? { where } : {}),
    })}`
  const next = ({ total_count, results }: Static<typeof Page>, _: string, index: number) => {
    const offset = index * PAGE
    return results.length === 0 || offset >= total_count || offset + PAGE > DEEPEST ? null : at(offset)
  }
  for await (const { results } of pagesFrom(at(0), Page, ask, next))
    yield results.map((one) => (Value.Check(Item, one) ? entryOf(one, host) : null))
}

const entryOf = ({ dataset_id: id, dataset_uid, has_records, metas, fields }: Static<typeof Item>, host: string) => {
  const { default: said } = metas
  const page = `https://${host}/explore/dataset/${encodeURIComponent(id)}/`
  return {
    ...SAYS_NOTHING,
    identifier: id,
    title: said.title,
    uri: page,
    formerly: [dataset_uid, said.references].flatMap((one) => one ?? []),
    page,
    description: withoutTags(said.description ?? ''),
    publisher: said.publisher ?? null,
    keywords: [said.keyword ?? []].flat(),
    theme: [said.theme ?? []].flat()[0] ?? null,
    licence: said.license ?? said.license_url ?? null,
    modified: said.modified ?? said.data_processed ?? null,
    columns: (fields ?? []).map(({ name }) => name),
    distributions:
      has_records === false
        ? []
        : [
            {
              title: 'Lignes du jeu',
              url: `https://${host}/api/explore/v2.1/catalog/datasets/${encodeURIComponent(id)}/exports/csv`,
              name: `${id}.csv`,
              format: 'csv',
              modified: said.data_processed ?? said.modified ?? null,
              sha256: null,
              fetch: { connector: 'opendatasoft' as const, host, dataset: id },
            },
          ],
  }
}
