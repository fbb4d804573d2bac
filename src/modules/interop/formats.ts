import type { Thing } from './rdf-tree.ts'
import { writeJsonLd } from './write-json-ld.ts'
import { writeRdfXml } from './write-rdf-xml.ts'
import { writeTurtle } from './write-turtle.ts'

export interface RdfFormat {
  readonly media: string
  readonly write: (thing: Thing) => string | Promise<string>
}

/** The formats of RDF that harvesters ask for, by the extension of the address. */
export const RDF_FORMATS: Readonly<Record<string, RdfFormat>> = {
  ttl: { media: 'text/turtle', write: (thing) => writeTurtle(thing, 'text/turtle') },
  rdf: { media: 'application/rdf+xml', write: writeRdfXml },
  xml: { media: 'application/rdf+xml', write: writeRdfXml },
  jsonld: { media: 'application/ld+json', write: writeJsonLd },
  nt: { media: 'application/n-triples', write: (thing) => writeTurtle(thing, 'application/n-triples') },
}

/** The extension of the first RDF format that an `Accept` header names; null when a page is wanted rather. */
export const wantedRdf = (accept: string | undefined): string | null => {
  for (const part of (accept ?? '').split(',')) {
    const media = part.split(';')[0]?.trim().toLowerCase()
    if (media === 'text/html') return null
    const found = Object.entries(RDF_FORMATS).find(([, format]) => format.media === media)
    if (found) return found[0]
  }
  return null
}
