import { invalid } from '../../../../kernel/errors.ts'
import type { AnsweredText, Ask } from '../../network/ask.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { followed } from '../paged.ts'
import { entriesOf, isCatalogue, nextPage } from './describe-entry.ts'
import { RDF_ACCEPTED, readGraph } from './read-graph.ts'

/**
 * Every dataset of a DCAT catalogue (RDF/XML, Turtle, JSON-LD), page after page when it is cut after Hydra, each once:
 * pages are asked as they are read. Refuses, in French, what is not a catalogue, and pages that never end.
 */
export const readDcatCatalogue = (url: string, ask: Pick<Ask, 'textPage'>): AsyncGenerator<CatalogueEntry> =>
  catalogueFrom(url, (page) => ask.textPage(page, RDF_ACCEPTED))

/** The same from pages read in any way. */
export async function* catalogueFrom(
  url: string,
  read: (url: string) => Promise<AnsweredText>,
): AsyncGenerator<CatalogueEntry> {
  const met = new Set<string>()
  const pages = followed(
    url,
    async (page) => pageOf(page, await read(page)),
    ({ next }) => next,
  )
  for await (const { entries } of pages) {
    const fresh = entries.filter((entry) => !met.has(keyOf(entry)))
    if (entries.length > 0 && fresh.length === 0)
      throw invalid(`${new URL(url).host} répète les mêmes jeux de données de page en page : rien n’est pris.`)
    for (const entry of fresh) {
      met.add(keyOf(entry))
      yield entry
    }
  }
}

const pageOf = async (asked: string, { text, url }: AnsweredText) => {
  const graph = await readGraph(text, url)
  if (!isCatalogue(graph))
    throw invalid(`${new URL(url).host} a envoyé un texte lisible, mais qui n’est pas un catalogue DCAT.`)
  const next = nextPage(graph, asked)
  return { entries: entriesOf(graph, url), next }
}

const keyOf = (entry: CatalogueEntry): string => entry.uri ?? entry.identifier ?? JSON.stringify(entry)
