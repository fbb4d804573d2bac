import { type Static, Type } from 'typebox'
import type { Connector } from '../../found-file.ts'
import { gatheredFeatures } from '../gathered-features.ts'

/** A layer of an ArcGIS feature service. */
export const ArcgisFetch = Type.Object({
  connector: Type.Literal('arcgis'),
  /** Up to the number of the layer: `…/FeatureServer/0`. */
  layer: Type.String(),
  where: Type.Optional(Type.String()),
})
export type ArcgisFetch = Static<typeof ArcgisFetch>

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
    gatheredFeatures(arcgisPage(fetch, 0), 'arcgis', ask, ({ features, exceededTransferLimit, properties }, url) => {
      const more = exceededTransferLimit ?? properties?.exceededTransferLimit ?? false
      const start = Number(new URL(url).searchParams.get('resultOffset'))
      return more && features.length > 0 ? arcgisPage(fetch, start + features.length) : null
    }),
  imitate: (fetch) => [{ url: arcgisPage(fetch, 0), file: true }],
}
