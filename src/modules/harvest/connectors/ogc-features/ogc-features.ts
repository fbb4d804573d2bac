import { type Static, Type } from 'typebox'
import type { Connector } from '../../found-file.ts'
import { gatheredFeatures } from '../gathered-features.ts'

/** A collection of an OGC API Features service. */
export const OgcFetch = Type.Object({
  connector: Type.Literal('ogc-features'),
  /** Up to, and without, `/collections`. */
  service: Type.String(),
  collection: Type.String(),
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type OgcFetch = Static<typeof OgcFetch>

const itemsOf = ({ service, collection, where }: OgcFetch) =>
  `${service}/collections/${encodeURIComponent(collection)}/items?${new URLSearchParams({ f: 'json', limit: '1000', ...where })}`

/** OGC API Features: pages by their `next` link. */
export const ogcFeatures: Connector<OgcFetch> = {
  find: async (fetch, ask) =>
    gatheredFeatures(itemsOf(fetch), fetch.collection, ask, ({ links }, url) => {
      const href = links?.find(({ rel }) => rel === 'next')?.href
      return href === undefined ? null : (URL.parse(href, url)?.href ?? null)
    }),
  imitate: (fetch) => [{ url: itemsOf(fetch), file: true }],
}
