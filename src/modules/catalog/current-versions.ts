import type { Clock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/errors.ts'
import type { ReadableVersion, Versions } from '../query/index.ts'
import type { DatasetStore, VersionStore } from './ports.ts'
import { absentVersion } from './withdrawn-words.ts'

const KEPT_MS = 1000

/** From an address to the version to read. Answers are kept one second: thousands of readers a second cost one question. */
export const currentVersions = (deps: {
  readonly datasets: Pick<DatasetStore, 'get' | 'getBySlug'>
  readonly versions: Pick<VersionStore, 'get' | 'ofDataset' | 'withdrawn'>
  readonly now: Clock
}): Versions => {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<ReadableVersion> }>()
  return {
    find(slug, number) {
      const key = `${number ?? ''} ${slug}`
      const at = deps.now().getTime()
      const known = kept.get(key)
      if (known && known.until > at) return known.found
      const found = lookUp(deps, slug, number)
      found.catch(() => kept.delete(key))
      if (kept.size > 1000) kept.clear()
      kept.set(key, { until: at + KEPT_MS, found })
      return found
    },
  }
}

const lookUp = async (
  deps: Parameters<typeof currentVersions>[0],
  slug: string,
  number: number | null,
): Promise<ReadableVersion> => {
  const dataset = (await deps.datasets.getBySlug(slug)) ?? (await deps.datasets.get(slug))
  if (!dataset || dataset.status === 'draft') throw notFound('Le jeu de données', slug)
  const all = number === null ? [] : await deps.versions.ofDataset(dataset.id)
  const version =
    number === null
      ? dataset.versionId && (await deps.versions.get(dataset.versionId))
      : all.find((v) => v.number === number && v.publishedAt !== null)
  if (!version && number !== null) throw absentVersion(number, slug, await deps.versions.withdrawn(dataset.id))
  if (!version) throw notFound('La version publiée de', slug)
  return { datasetId: dataset.id, slug: dataset.slug, versionId: version.id, number: version.number }
}
