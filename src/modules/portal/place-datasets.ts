import type { DatasetStore } from '../catalog/index.ts'
import type { Place } from '../territory/index.ts'

const MOST_LISTED = 8

/** Datasets published about a place and no other, the most used first; a page lists eight at most. */
export const placeDatasets =
  (datasets: Pick<DatasetStore, 'search'>) =>
  async ({ id }: Pick<Place, 'id'>): Promise<readonly { readonly href: string; readonly title: string }[]> => {
    const found = await datasets.search({
      ...{ text: '', theme: [], producer: [], format: [], licence: [], freshness: [] },
      ...{ territory: [id], sort: 'use', page: 1, size: MOST_LISTED },
    })
    return found.items.map(({ dataset }) => ({ href: `/donnees/${dataset.slug}`, title: dataset.title }))
  }
