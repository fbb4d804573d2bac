import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { pagesFrom } from '../../connectors/paged.ts'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, fileName, SAYS_NOTHING } from '../catalogue-entry.ts'

/** The catalogue of a CKAN portal, whole or searched. */
export const CkanCatalogue = Type.Object({
  kind: Type.Literal('ckan'),
  /** As `https://data.exemple.fr`, without a final slash. */
  portal: Type.String({ pattern: '^https?://[^?#]+[^/?#]$' }),
  /** Words to search. */
  query: Type.Optional(Type.String()),
  /** A filter as the service writes it: `organization:ville-de-joigny`. */
  filter: Type.Optional(Type.String()),
})
export type CkanCatalogue = Static<typeof CkanCatalogue>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Page = Type.Object({
  success: Type.Literal(true),
  result: Type.Object({ count: Type.Integer(), results: Type.Array(Type.Unknown()) }),
})
const Item = Type.Object({
  id: Type.String(),
  name: text,
  title: Type.String(),
  notes: text,
  author: text,
  license_id: text,
  license_title: text,
  license_url: text,
  metadata_modified: text,
  private: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  state: text,
  organization: Type.Optional(Type.Union([Type.Object({ title: text, name: text }), Type.Null()])),
  tags: Type.Optional(Type.Array(Type.Object({ name: Type.String() }))),
  extras: Type.Optional(Type.Array(Type.Object({ key: Type.String(), value: Type.Unknown() }))),
  resources: Type.Array(
    Type.Object({
      name: text,
      format: text,
      mimetype: text,
      url: Type.String(),
      last_modified: text,
      created: text,
      hash: text,
    }),
  ),
})

const PAGE = 100

/** Pages of a CKAN catalogue by `package_search`; private and deleted datasets are left out. */
export async function* ckanCatalogue(
  { portal, query, filter }: CkanCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  const at = (start: number) =>
    `${portal}/api/3/action/package_search?${new URLSearchParams({
      ...(query ? { q: query } : {}),
      ...(filter ? { fq: filter } : {}),
      rows: String(PAGE),
      start: String(start),
      sort: 'metadata_created asc',
    })}`
  const next = ({ result }: Static<typeof Page>, _: string, index: number) =>
    result.results.length === 0 || index * PAGE >= result.count ? null : at(index * PAGE)
  for await (const { result } of pagesFrom(at(0), Page, ask, next))
    yield result.results.flatMap((one) => {
      if (!Value.Check(Item, one)) return [null]
      return one.private || (one.state ?? 'active') !== 'active' ? [] : [entryOf(one, portal)]
    })
}

/** Extras under which harvested datasets keep the address or the identifier that they came with. */
const FORMERLY: ReadonlySet<string> = new Set(['uri', 'identifier', 'guid'])

const entryOf = (item: Static<typeof Item>, portal: string): CatalogueEntry => ({
  ...SAYS_NOTHING,
  identifier: item.id,
  title: item.title,
  uri: `${portal}/dataset/${encodeURIComponent(item.id)}`,
  formerly: (item.extras ?? []).flatMap(({ key, value }) =>
    FORMERLY.has(key) && typeof value === 'string' ? [value] : [],
  ),
  page: `${portal}/dataset/${encodeURIComponent(item.name ?? item.id)}`,
  description: item.notes ?? '',
  publisher: item.organization?.title ?? item.organization?.name ?? item.author ?? null,
  keywords: (item.tags ?? []).map(({ name }) => name),
  licence: item.license_id || item.license_url || item.license_title || null,
  modified: item.metadata_modified ?? null,
  distributions: item.resources.map((file) => {
    const url = URL.parse(file.url, portal)?.href ?? file.url
    const format = file.format || file.mimetype || ''
    return {
      title: file.name ?? '',
      url,
      name: fileName(url, file.name ?? '', format),
      format,
      modified: file.last_modified ?? file.created ?? null,
      sha256: file.hash ?? null,
    }
  }),
})
