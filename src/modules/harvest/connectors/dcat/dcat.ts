import { type Static, Type } from 'typebox'
import { notFound } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import type { Ask } from '../../network/ask.ts'
import { type CatalogueEntry, fileOfEntry } from '../catalogue-entry.ts'
import { ResourceRule } from '../choose-resource.ts'
import { catalogueFrom } from './read-catalogue.ts'
import { RDF_ACCEPTED } from './read-graph.ts'

/** A file of a dataset of a catalogue that speaks DCAT. */
export const DcatFetch = Type.Object({
  connector: Type.Literal('dcat'),
  /** The first page of the catalogue, in RDF. */
  catalogue: Type.String({ pattern: '^https?://' }),
  /** The identifier of the dataset there, or its address as a thing. */
  dataset: Type.String({ minLength: 1 }),
  resource: ResourceRule,
})
export type DcatFetch = Static<typeof DcatFetch>

const describedIn = async ({ catalogue, dataset }: DcatFetch, ask: Ask): Promise<CatalogueEntry> => {
  // Pages are kept for the run: other sources may be of the same catalogue.
  for await (const entry of catalogueFrom(catalogue, (page) => ask.text(page, RDF_ACCEPTED)))
    if (entry.uri === dataset || entry.identifier === dataset) return entry
  throw notFound(`Dans le catalogue de ${new URL(catalogue).host}, le jeu de données`, dataset)
}

/** DCAT catalogues: pages are read until one describes the dataset, then the file that the rule chooses is taken, wherever it lies. */
export const dcat: Connector<DcatFetch> = {
  async find(fetch, ask) {
    return fileOfEntry(await describedIn(fetch, ask), fetch.resource)
  },
  imitate({ catalogue, dataset, resource: { formats: [format = 'csv'] = [] } }, { name, title }) {
    const url = new URL(`/fichiers/${encodeURIComponent(name)}`, catalogue).href
    const file = { '@type': 'Distribution', title, format, downloadURL: { '@id': url } }
    const words = { '@vocab': 'http://www.w3.org/ns/dcat#', title: `${TERMS}title`, format: `${TERMS}format` }
    const entry = { '@type': 'Dataset', title: dataset, [`${TERMS}identifier`]: dataset, distribution: file }
    return [
      { url: catalogue, json: { '@context': words, '@type': 'Catalog', dataset: entry } },
      { url, file: true },
    ]
  },
}

const TERMS = 'http://purl.org/dc/terms/'
