import type { Connector } from '../found-file.ts'
import { asOneCollection, FeaturePage, pagesFrom } from './paged.ts'

/** A file of GeoJSON, to be gathered from the pages of a service when it is received: `next` tells the page after one, or null after the last. */
export const gatheredFeatures = (
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
