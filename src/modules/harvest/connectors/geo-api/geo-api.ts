import { type Static, Type } from 'typebox'
import type { Connector } from '../../found-file.ts'

/** Places from geo.api.gouv.fr: one bare list of JSON. */
export const GeoFetch = Type.Object({
  connector: Type.Literal('geo-api'),
  /** As `departements/{departement}/communes`. */
  path: Type.String(),
  fields: Type.Array(Type.String()),
})
export type GeoFetch = Static<typeof GeoFetch>

const address = ({ path, fields }: GeoFetch) => `https://geo.api.gouv.fr/${path}?fields=${fields.join(',')}&format=json`

/** geo.api.gouv.fr, whose answer is the file itself. */
export const geoApi: Connector<GeoFetch> = {
  find: async (fetch) => ({ url: address(fetch), name: `${fetch.path.replaceAll('/', '-')}.json`, edition: null }),
  imitate: (fetch) => [{ url: address(fetch), file: true }],
}
