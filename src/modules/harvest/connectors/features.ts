import { type Static, Type } from 'typebox'
import type { Connector } from '../found-file.ts'
import { asOneCollection, FeaturePage, pagesFrom, saidToHave } from './paged.ts'

/** A collection of an OGC API Features service. */
export const OgcFetch = Type.Object({
  connector: Type.Literal('ogc-features'),
  /** Up to, and without, `/collections`. */
  service: Type.String(),
  collection: Type.String(),
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type OgcFetch = Static<typeof OgcFetch>

/** A layer of a WFS 2.0 service that speaks GeoJSON. */
export const WfsFetch = Type.Object({
  connector: Type.Literal('wfs'),
  service: Type.String(),
  layer: Type.String(),
  /** ECQL on attributes only: with a box, services do not agree on the order of axes. */
  where: Type.Optional(Type.String()),
})
export type WfsFetch = Static<typeof WfsFetch>

/** A layer of an ArcGIS feature service. */
export const ArcgisFetch = Type.Object({
  connector: Type.Literal('arcgis'),
  /** Up to the number of the layer: `…/FeatureServer/0`. */
  layer: Type.String(),
  where: Type.Optional(Type.String()),
})
export type ArcgisFetch = Static<typeof ArcgisFetch>

const gatheredFrom = (
  url: string,
  name: string,
  ask: Parameters<Connector<unknown>['find']>[1],
  next: (page: FeaturePage, url: string, index: number) => string | null,
) => ({
  url,
  name: `${name}.geojson`,
  edition: null,
  gathered: () => asOneCollection(pagesFrom(url, FeaturePage, ask, next), new URL(url).host),
})

const itemsOf = ({ service, collection, where }: OgcFetch) =>
  `${service}/collections/${encodeURIComponent(collection)}/items?${new URLSearchParams({ f: 'json', limit: '1000', ...where })}`

/** OGC API Features: pages by their `next` link. */
export const ogcFeatures: Connector<OgcFetch> = {
  find: async (fetch, ask) =>
    gatheredFrom(itemsOf(fetch), fetch.collection, ask, ({ links }, url) => {
      const href = links?.find(({ rel }) => rel === 'next')?.href
      return href === undefined ? null : (URL.parse(href, url)?.href ?? null)
    }),
  imitate: (fetch) => [{ url: itemsOf(fetch), file: true }],
}

/** Features asked at a time: under the caps met (5 000 at the Géoplateforme). */
const WFS_PAGE = 1_000

const wfsPage = ({ service, layer, where }: WfsFetch, start: number) =>
  `${service}?${new URLSearchParams({
    SERVICE: 'WFS',
    VERSION: '2.0.0',
    REQUEST: 'GetFeature',
    TYPENAMES: layer,
    OUTPUTFORMAT: 'application/json',
    SRSNAME: 'CRS:84',
    COUNT: String(WFS_PAGE),
    STARTINDEX: String(start),
    ...(where ? { CQL_FILTER: where } : {}),
  })}`

/**
 * WFS 2.0: pages by position, each after what was really received, since services give less than they are asked; one that
 * cuts without saying is found out by what it said it had, or, when it says it does not know, by asking until nothing comes.
 */
export const wfs: Connector<WfsFetch> = {
  find: async (fetch, ask) =>
    gatheredFrom(wfsPage(fetch, 0), fetch.layer.replaceAll(/[^\w-]+/g, '-'), ask, (page, url) => {
      const received = Number(new URL(url).searchParams.get('STARTINDEX')) + page.features.length
      const said = saidToHave(page)
      const more = said === undefined ? page.features.length >= WFS_PAGE : said === 'unknown' || received < said
      return more && page.features.length > 0 ? wfsPage(fetch, received) : null
    }),
  imitate: (fetch) => [{ url: wfsPage(fetch, 0), file: true }],
}

const ARCGIS_PAGE = 1_000

const arcgisPage = ({ layer, where = '1=1' }: ArcgisFetch, start: number) =>
  `${layer}/query?${new URLSearchParams({
    where,
    outFields: '*',
    outSR: '4326',
    f: 'geojson',
    resultOffset: String(start),
    resultRecordCount: String(ARCGIS_PAGE),
  })}`

/** ArcGIS feature services: pages by position, as long as the service says that it kept some back. */
export const arcgis: Connector<ArcgisFetch> = {
  find: async (fetch, ask) =>
    gatheredFrom(arcgisPage(fetch, 0), 'arcgis', ask, ({ features, exceededTransferLimit, properties }, url) => {
      const more = exceededTransferLimit ?? properties?.exceededTransferLimit ?? false
      const start = Number(new URL(url).searchParams.get('resultOffset'))
      return more && features.length > 0 ? arcgisPage(fetch, start + features.length) : null
    }),
  imitate: (fetch) => [{ url: arcgisPage(fetch, 0), file: true }],
}
