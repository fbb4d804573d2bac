import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, type Distribution, fileName, SAYS_NOTHING, withoutTags } from '../catalogue-entry.ts'

/** The catalogue of an ArcGIS Hub site: its DCAT-US feed, one document for all. */
export const ArcgisHubCatalogue = Type.Object({
  kind: Type.Literal('arcgis-hub'),
  /** As `https://donnees-exemple.hub.arcgis.com`, without a final slash. */
  site: Type.String({ pattern: '^https?://[^/]+$' }),
})
export type ArcgisHubCatalogue = Static<typeof ArcgisHubCatalogue>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Feed = Type.Object({ dataset: Type.Array(Type.Unknown()) })
const Item = Type.Object({
  identifier: Type.String(),
  title: Type.String(),
  description: text,
  landingPage: text,
  modified: text,
  license: text,
  keyword: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  theme: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  publisher: Type.Optional(Type.Union([Type.Object({ name: text }), Type.Null()])),
  distribution: Type.Optional(
    Type.Array(Type.Object({ title: text, format: text, mediaType: text, accessURL: text, downloadURL: text })),
  ),
})

/** The entries of a Hub, in one page. Layers are taken from the feature service: files of the Hub are made on demand, and may not be there. */
export async function* arcgisHub(
  { site }: ArcgisHubCatalogue,
  ask: Ask,
): AsyncGenerator<readonly (CatalogueEntry | null)[]> {
  const { dataset } = await ask.page(`${site}/api/feed/dcat-us/1.1.json`, Feed)
  yield dataset.map((one) => (Value.Check(Item, one) ? entryOf(one) : null))
}

const entryOf = (item: Static<typeof Item>): CatalogueEntry => ({
  ...SAYS_NOTHING,
  identifier: item.identifier,
  title: item.title,
  uri: item.identifier,
  page: item.landingPage ?? item.identifier,
  description: withoutTags(item.description ?? ''),
  publisher: item.publisher?.name ?? null,
  keywords: item.keyword ?? [],
  theme: item.theme?.[0] ?? null,
  licence: item.license ?? null,
  modified: item.modified ?? null,
  distributions: (item.distribution ?? []).flatMap((file) => filesOf(file, item.modified ?? null)),
})

const LAYER = /^https:\/\/[^?#]+\/(FeatureServer|MapServer)\/\d+$/

const filesOf = (
  { title, format, mediaType, accessURL, downloadURL }: NonNullable<Static<typeof Item>['distribution']>[number],
  modified: string | null,
): readonly Distribution[] => {
  const url = downloadURL ?? accessURL
  if (!url) return []
  const said = format || mediaType || ''
  const same = { title: title ?? '', url, format: said, modified, sha256: null }
  if (accessURL && LAYER.test(accessURL))
    return [
      {
        ...same,
        format: 'geoservice',
        name: 'couche.geojson',
        fetch: { connector: 'arcgis' as const, layer: accessURL },
      },
    ]
  return downloadURL && !isMadeOnDemand(downloadURL) ? [{ ...same, name: fileName(url, title ?? '', said) }] : []
}

/** Files that a Hub makes when asked, after an answer that tells to wait. */
const isMadeOnDemand = (url: string): boolean => /\/api\/download\/v1\/items\//.test(url)
