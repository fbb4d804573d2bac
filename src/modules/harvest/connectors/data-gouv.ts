import { type Static, Type } from 'typebox'
import { type Connector, type FileAtHand, nameInUrl } from '../found-file.ts'
import type { Ask } from '../network/ask.ts'
import { chooseResource, ResourceRule } from './choose-resource.ts'

const API = 'https://www.data.gouv.fr/api/1/datasets'

/** A file of a dataset of data.gouv.fr, chosen by rules at each run. */
export const DataGouvFetch = Type.Object({
  connector: Type.Literal('data-gouv'),
  /** Identifier or address name of the dataset. */
  dataset: Type.String(),
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

/** The file of a dataset that a rule chooses: its identifier, its name, its edition, its checksum if it is known. */
export const dataGouvResource = async (dataset: string, rule: ResourceRule, ask: Ask) => {
  const { title, resources } = await ask.json(`${API}/${encodeURIComponent(dataset)}/`, DatasetAnswer)
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
  async find({ dataset, resource }, ask) {
    const { id, ...found } = await dataGouvResource(dataset, resource, ask)
    return { url: `${API}/r/${id}`, ...found }
  },
  imitate: ({ dataset, resource }, file) => [
    imitatedDataset(dataset, resource, file),
    { url: `${API}/r/${idAtHand(dataset)}`, file: true },
  ],
}
