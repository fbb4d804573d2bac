import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { pagesFrom } from '../../connectors/paged.ts'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, SAYS_NOTHING, withoutTags } from '../catalogue-entry.ts'

/** The catalogue of a data-fair portal, whole or of one account. */
export const DataFairCatalogue = Type.Object({
  kind: Type.Literal('data-fair'),
  host: Type.String({ pattern: '^[a-z0-9.-]+$' }),
  /** As the service writes it: `organization:agglo`. */
  owner: Type.Optional(Type.String()),
})
export type DataFairCatalogue = Static<typeof DataFairCatalogue>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Page = Type.Object({ count: Type.Integer(), results: Type.Array(Type.Unknown()) })
const Item = Type.Object({
  id: Type.String(),
  slug: text,
  title: Type.String(),
  description: text,
  keywords: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  topics: Type.Optional(Type.Union([Type.Array(Type.Object({ title: text })), Type.Null()])),
  license: Type.Optional(Type.Union([Type.Object({ title: text, href: text }), Type.Null()])),
  origin: text,
  owner: Type.Optional(Type.Union([Type.Object({ name: text }), Type.Null()])),
  dataUpdatedAt: text,
  updatedAt: text,
  isMetaOnly: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  schema: Type.Optional(Type.Union([Type.Array(Type.Object({ key: Type.String() })), Type.Null()])),
})

const PAGE = 100

/** Pages of a data-fair catalogue: each dataset with its columns, and its lines as one file. */
export async function* dataFairCatalogue(
  { host, owner }: DataFairCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  const at = (page: number) =>
    `https://${host}/data-fair/api/v1/datasets?${new URLSearchParams({
      size: String(PAGE),
      page: String(page),
      sort: 'createdAt:1',
      select: Object.keys(Item.properties).join(','),
      ...(owner ? { owner } : {}),
    })}`
  const next = ({ count, results }: Static<typeof Page>, _: string, index: number) =>
    results.length === 0 || index * PAGE >= count ? null : at(index + 1)
  for await (const { results } of pagesFrom(at(1), Page, ask, next))
    yield results.map((one) => (Value.Check(Item, one) ? entryOf(one, host) : null))
}

const entryOf = (item: Static<typeof Item>, host: string): CatalogueEntry => {
  const page = `https://${host}/datasets/${encodeURIComponent(item.slug ?? item.id)}`
  const modified = item.dataUpdatedAt ?? item.updatedAt ?? null
  return {
    ...SAYS_NOTHING,
    identifier: item.id,
    title: item.title,
    uri: page,
    formerly: item.origin ? [item.origin] : [],
    page,
    description: withoutTags(item.description ?? ''),
    publisher: item.owner?.name ?? null,
    keywords: item.keywords ?? [],
    theme: item.topics?.[0]?.title ?? null,
    licence: item.license?.href ?? item.license?.title ?? null,
    modified,
    // Those that begin with an underscore are of the service itself.
    columns: (item.schema ?? []).map(({ key }) => key).filter((key) => !key.startsWith('_')),
    distributions: item.isMetaOnly
      ? []
      : [
          {
            title: 'Lignes du jeu',
            url: `https://${host}/data-fair/api/v1/datasets/${encodeURIComponent(item.id)}/lines`,
            name: `${item.id}.ndjson`,
            format: 'ndjson',
            modified,
            sha256: null,
            fetch: { connector: 'data-fair', host, dataset: item.id },
          },
        ],
  }
}
