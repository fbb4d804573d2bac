import { conflict, notFound } from '../../kernel/errors.ts'
import { type Dataset, FREQUENCIES, type Version } from '../catalog/index.ts'
import {
  type FoundCodes,
  periodColumns,
  type SuggestedFrom,
  territoryColumns,
  valueColumns,
} from '../indicator/index.ts'
import type { Column } from '../query/index.ts'
import type { AtelierIndicatorsDeps } from './indicator-deps.ts'

/** A dataset as the form of an indicator reads it. */
export interface SourceOfForm extends SuggestedFrom {
  readonly id: string
  readonly slug: string
  readonly versionId: string
  readonly versionNumber: number
  readonly territories: readonly Column[]
  readonly periods: readonly Column[]
  readonly values: readonly Column[]
}

/** A published dataset that some column of places lets one make an indicator from. */
export interface ChoosableSource {
  readonly slug: string
  readonly title: string
  readonly rowCount: number
  /** Labels of its columns of places. */
  readonly by: readonly string[]
}

const PAGE = 100

/** Published datasets that have a column of places, by title. */
export const sourcesToChoose = async (deps: AtelierIndicatorsDeps): Promise<readonly ChoosableSource[]> => {
  const found: ChoosableSource[] = []
  for (let page = 1, more = true; more; page += 1) {
    const { items, total } = await deps.datasets.list({ status: 'published', page, size: PAGE })
    more = page * PAGE < total
    const versions = await Promise.all(
      items.map(({ dataset }) => (dataset.versionId ? deps.versions.get(dataset.versionId) : undefined)),
    )
    for (const [i, { dataset }] of items.entries()) {
      const version = versions[i]
      const by = version ? territoryColumns(version.columns).map(({ label }) => label) : []
      if (version && by.length > 0)
        found.push({ slug: dataset.slug, title: dataset.title, rowCount: version.rowCount, by })
    }
  }
  return found.toSorted((a, b) => a.title.localeCompare(b.title, 'fr'))
}

/** The dataset of that identifier or slug, with its columns by what they may serve for; refuses one that has no place. */
export const sourceOfForm = async (deps: AtelierIndicatorsDeps, name: string): Promise<SourceOfForm> => {
  const dataset = (await deps.datasets.get(name)) ?? (await deps.datasets.getBySlug(name))
  if (!dataset) throw notFound('Le jeu de données', name)
  const version = dataset.versionId ? await deps.versions.get(dataset.versionId) : undefined
  if (!version || dataset.status === 'draft')
    throw conflict(`Le jeu « ${dataset.title} » n’est pas publié : publiez-le, puis faites-en un indicateur.`)
  const territories = territoryColumns(version.columns)
  if (territories.length === 0)
    throw conflict(`Aucune colonne de « ${dataset.title} » ne dit de quel lieu parle chaque ligne.`)
  const producer = dataset.producer ? await deps.organisations.get(dataset.producer) : undefined
  return { ...described(dataset, version), producer: producer?.name ?? '', territories }
}

const described = (dataset: Dataset, version: Version): Omit<SourceOfForm, 'territories' | 'producer'> => ({
  id: dataset.id,
  slug: dataset.slug,
  title: dataset.title,
  theme: dataset.theme,
  licence: dataset.licence,
  updates: dataset.frequency === 'UNKNOWN' ? '' : FREQUENCIES[dataset.frequency].toLowerCase(),
  temporalEnd: dataset.temporalEnd,
  columns: version.columns,
  rowCount: version.rowCount,
  versionId: version.id,
  versionNumber: version.number,
  periods: periodColumns(version.columns),
  values: valueColumns(version.columns),
})

/** What the codes of a column are; null when the column is not there or holds no place. */
export const readTerritory = async (
  { drafts }: AtelierIndicatorsDeps,
  { columns, versionId }: SourceOfForm,
  name: string,
): Promise<FoundCodes | null> => {
  const column = columns.find((one) => one.name === name)
  return column ? drafts.codes(versionId, column.name, column.semantic) : null
}
