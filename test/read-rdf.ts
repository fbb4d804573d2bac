import { Readable } from 'node:stream'
import { JsonLdParser } from 'jsonld-streaming-parser'
import { Parser, type Quad, Store } from 'n3'
import { RdfXmlParser } from 'rdfxml-streaming-parser'

/** The statements of a text, read by a library that had no part in writing it. */
export const readRdf = async (text: string, extension: string): Promise<Store> => {
  if (extension === 'ttl' || extension === 'nt') return new Store(new Parser().parse(text))
  const parser = extension === 'jsonld' ? new JsonLdParser() : new RdfXmlParser()
  const store = new Store()
  const quads: AsyncIterable<Quad> = Readable.from([text]).pipe(parser)
  for await (const quad of quads) store.addQuad(quad)
  return store
}

/** Statements as sorted lines: two texts that say the same give the same lines, as nothing of ours is without a name. */
export const linesOf = (store: Store): readonly string[] =>
  [...store]
    .map(({ subject, predicate, object }) =>
      [
        subject.value,
        predicate.value,
        object.termType,
        object.value,
        ...(object.termType === 'Literal' ? [object.language, object.datatype.value] : []),
      ].join(' '),
    )
    .sort()
