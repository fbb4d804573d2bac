import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { pagesFrom } from '../../connectors/paged.ts'
import { nameInUrl } from '../../found-file.ts'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, SAYS_NOTHING } from '../catalogue-entry.ts'

/** What an organisation publishes on a udata portal, or what the portal ties to a zone. */
export const UdataCatalogue = Type.Object({
  kind: Type.Literal('udata'),
  /** As `https://www.data.gouv.fr`, without a final slash. */
  site: Type.String({ pattern: '^https?://[^/]+$' }),
  /** Identifier or address name of the organisation. */
  organisation: Type.Optional(Type.String()),
  /** As `fr:departement:89`. */
  zone: Type.Optional(Type.String()),
})
export type UdataCatalogue = Static<typeof UdataCatalogue>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Page = Type.Object({ data: Type.Array(Type.Unknown()), next_page: text })
const Item = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: text,
  page: text,
  uri: text,
  tags: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  license: text,
  last_modified: text,
  last_update: text,
  archived: text,
  private: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  organization: Type.Optional(Type.Union([Type.Object({ name: Type.String() }), Type.Null()])),
  harvest: Type.Optional(Type.Union([Type.Object({ uri: text, dct_identifier: text, remote_url: text }), Type.Null()])),
  resources: Type.Array(
    Type.Object({
      id: Type.String(),
      title: text,
      type: text,
      format: text,
      url: Type.String(),
      last_modified: text,
      checksum: Type.Optional(Type.Union([Type.Object({ type: text, value: text }), Type.Null()])),
    }),
  ),
})

const PAGE = 100

/** Pages of a udata catalogue; links to other hosts are not followed, archived and private datasets are left out. */
export async function* udataCatalogue(
  fetch: UdataCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  const { site, organisation, zone } = fetch
  const asked = new URLSearchParams({ ...(zone ? { geozone: zone } : {}), page_size: String(PAGE) })
  const first = `${site}/api/1/${organisation ? `organizations/${encodeURIComponent(organisation)}/` : ''}datasets/?${asked}`
  const next = ({ next_page }: Static<typeof Page>) => (next_page?.startsWith(`${site}/`) ? next_page : null)
  for await (const { data } of pagesFrom(first, Page, ask, next))
    yield data.flatMap((one) => {
      if (!Value.Check(Item, one)) return [null]
      return one.archived || one.private ? [] : [entryOf(one, site)]
    })
}

const entryOf = (item: Static<typeof Item>, site: string): CatalogueEntry => ({
  ...SAYS_NOTHING,
  identifier: item.id,
  title: item.title,
  uri: `${site}/datasets/${item.id}/`,
  formerly: [item.harvest?.uri, item.harvest?.dct_identifier, item.harvest?.remote_url].flatMap((one) => one ?? []),
  page: item.page ?? `${site}/datasets/${item.id}/`,
  description: item.description ?? '',
  publisher: item.organization?.name ?? null,
  keywords: item.tags ?? [],
  licence: item.license ?? null,
  modified: item.last_update ?? item.last_modified ?? null,
  distributions: item.resources
    .filter(({ type }) => (type ?? 'main') === 'main')
    .map((file) => ({
      title: file.title ?? '',
      // The link that stays when the file moves.
      url: `${site}/api/1/datasets/r/${encodeURIComponent(file.id)}`,
      name: nameInUrl(file.url),
      format: file.format ?? '',
      modified: file.last_modified ?? null,
      sha256: file.checksum?.type === 'sha256' ? (file.checksum.value ?? null) : null,
    })),
})
