import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { DomainError, invalid } from '../../../../kernel/errors.ts'
import { type Connector, type FileAtHand, nameInUrl } from '../../found-file.ts'
import type { Ask } from '../../network/ask.ts'
import { chooseResource, ResourceRule } from '../choose-resource.ts'

const API = 'https://www.data.gouv.fr/api/1/datasets'

/** A file of a dataset of data.gouv.fr, chosen by rules at each run. */
export const DataGouvFetch = Type.Object({
  connector: Type.Literal('data-gouv'),
  /** Identifier or address name of the dataset. */
  dataset: Type.String(),
  /** When its producer opens a new dataset each year: what to search for, and a pattern of their titles whose first group tells the year. The newest takes the place of `dataset`, which is then only the last one known. */
  series: Type.Optional(Type.Object({ search: Type.String({ minLength: 3 }), title: Type.String() })),
  resource: ResourceRule,
})
export type DataGouvFetch = Static<typeof DataGouvFetch>

const text = Type.Union([Type.String(), Type.Null()])
const DatasetAnswer = Type.Object({
  title: Type.String(),
  resources: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      type: Type.Optional(text),
      format: Type.Optional(text),
      url: Type.String(),
      last_modified: Type.Optional(text),
      /** Of files that data.gouv.fr keeps itself; a file that lies elsewhere may change without its knowing. */
      checksum: Type.Optional(Type.Union([Type.Object({ value: Type.String() }), Type.Null()])),
    }),
  ),
})

const SearchAnswer = Type.Object({ data: Type.Array(Type.Object({ title: Type.String() })) })
type Series = NonNullable<DataGouvFetch['series']>

const searchOf = ({ search }: Series): string => `${API}/?${new URLSearchParams({ q: search, page_size: '100' })}`

/** The newest dataset of a series, as the search tells it, and its year. */
const newestOf = async (series: Series, ask: Ask) => {
  const { data } = await ask.json(searchOf(series), SearchAnswer)
  const [newest] = data
    .flatMap((dataset) => {
      const year = new RegExp(series.title, 'i').exec(dataset.title)?.[1]
      return year === undefined ? [] : [{ dataset, year }]
    })
    .toSorted((a, b) => b.year.localeCompare(a.year))
  if (newest) {
    const { dataset, year } = newest
    if (Value.Check(DatasetAnswer, dataset)) return { dataset, year }
    throw invalid(`data.gouv.fr ne décrit plus « ${newest.dataset.title} » comme avant.`)
  }
  throw new DomainError({
    kind: 'not-found',
    detail: `data.gouv.fr n’a plus de jeu qui réponde à « ${series.search} » sous le titre attendu : le producteur l’a peut-être renommé.`,
  })
}

/** The file of a dataset that a rule chooses: its identifier, its name, its edition, its checksum if it is known. */
export const dataGouvResource = async (dataset: string, rule: ResourceRule, ask: Ask) =>
  chosenOf(await ask.json(`${API}/${encodeURIComponent(dataset)}/`, DatasetAnswer), rule)

const chosenOf = ({ title, resources }: Static<typeof DatasetAnswer>, rule: ResourceRule) => {
  const { chosen, edition } = chooseResource(
    resources.map((resource) => ({
      id: resource.id,
      title: resource.title,
      fileName: nameInUrl(resource.url),
      format: resource.format ?? '',
      modified: resource.last_modified ?? null,
      type: resource.type ?? 'main',
      checksum: resource.checksum?.value,
    })),
    rule,
    title,
  )
  return { id: chosen.id, name: chosen.fileName, edition, ...(chosen.checksum ? { mark: chosen.checksum } : {}) }
}

/** An identifier for the file at hand of a dataset, which no true one resembles. */
export const idAtHand = (dataset: string): string => `a-portee-de-main-${dataset}`

/** A title that a plain pattern of titles lets through: its year in place of the group, any sign as a space. */
const titleMatching = (pattern: string, year: number | null): string =>
  pattern
    .replace(/\([^()]*\)/, String(year ?? 2000))
    .replaceAll(/[.^$\\]/g, ' ')
    .trim()

/** What data.gouv.fr would say of a dataset whose only file is at hand. */
export const imitatedDataset = (dataset: string, { formats = [] }: ResourceRule, { name, title }: FileAtHand) => ({
  url: `${API}/${encodeURIComponent(dataset)}/`,
  json: {
    id: dataset,
    title: dataset,
    resources: [
      {
        id: idAtHand(dataset),
        title,
        type: 'main',
        format: formats.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? formats[0] ?? 'csv',
        url: `https://static.data.gouv.fr/resources/${encodeURIComponent(name)}`,
        last_modified: null,
      },
    ],
  },
})

/** Datasets of data.gouv.fr (API v1): the dataset, its files, and the stable link of the one that the rule chooses. */
export const dataGouv: Connector<DataGouvFetch> = {
  async find({ dataset, series, resource }, ask) {
    const newest = series && (await newestOf(series, ask))
    const chosen = newest ? chosenOf(newest.dataset, resource) : await dataGouvResource(dataset, resource, ask)
    const { id, ...found } = chosen
    return { url: `${API}/r/${id}`, ...found, edition: found.edition ?? newest?.year ?? null }
  },
  imitate: ({ dataset, series, resource }, file) => {
    const told = imitatedDataset(dataset, resource, file)
    const title = series && titleMatching(series.title, file.year)
    return [
      series ? { url: searchOf(series), json: { data: [{ ...told.json, title }] } } : told,
      { url: `${API}/r/${idAtHand(dataset)}`, file: true },
    ]
  },
}
