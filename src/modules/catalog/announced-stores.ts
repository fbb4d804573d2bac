import type { DatasetStore, VersionStore } from './ports.ts'

/** The same stores, that say when the public sees other rows: a version is shown, or a dataset that has one is no longer a draft. */
export const announcedStores = (
  datasets: DatasetStore,
  versions: VersionStore,
  announce: () => void,
): { readonly datasets: DatasetStore; readonly versions: VersionStore } => ({
  datasets: {
    ...datasets,
    async save(dataset, over) {
      await datasets.save(dataset, over)
      if (dataset.status !== 'draft' && dataset.versionId !== null) announce()
    },
  },
  versions: {
    ...versions,
    async publish(...shown) {
      await versions.publish(...shown)
      announce()
    },
  },
})
