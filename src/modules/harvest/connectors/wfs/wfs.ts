import { type Static, Type } from 'typebox'
import type { Connector } from '../../found-file.ts'
import { gatheredFeatures } from '../gathered-features.ts'
import { saidToHave } from '../paged.ts'

/** A layer of a WFS 2.0 service that speaks GeoJSON. */
export const WfsFetch = Type.Object({
  connector: Type.Literal('wfs'),
  service: Type.String(),
  layer: Type.String(),
  /** ECQL on attributes only: with a box, services do not agree on the order of axes. */
  where: Type.Optional(Type.String()),
})
export type WfsFetch = Static<typeof WfsFetch>

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
    gatheredFeatures(wfsPage(fetch, 0), fetch.layer.replaceAll(/[^\w-]+/g, '-'), ask, (page, url) => {
      const received = Number(new URL(url).searchParams.get('STARTINDEX')) + page.features.length
      const said = saidToHave(page)
      const more = said === undefined ? page.features.length >= WFS_PAGE : said === 'unknown' || received < said
      return more && page.features.length > 0 ? wfsPage(fetch, received) : null
    }),
  imitate: (fetch) => [{ url: wfsPage(fetch, 0), file: true }],
}
