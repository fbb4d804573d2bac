/** A literal: its text, and its datatype or its language. */
export interface Literal {
  readonly text: string
  readonly type?: string
  readonly language?: string
}

/** A thing described: its address, what it is, and what is said of it. A predicate may be said several times. */
export interface Thing {
  readonly id: string
  readonly types: readonly string[]
  readonly says: readonly (readonly [predicate: string, value: Value])[]
}

/** What a predicate leads to: a literal, another address, or a thing described there. */
export type Value = Literal | { readonly to: string } | Thing

/** Prefixes of the vocabularies of DCAT-AP 3; names are written `dct:title`. */
export const PREFIXES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  spdx: 'http://spdx.org/rdf/terms#',
  adms: 'http://www.w3.org/ns/adms#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  gsp: 'http://www.opengis.net/ont/geosparql#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
} as const

const expanded = new Map<string, string>()

/** `dct:title` → its whole address. Throws on a prefix that is not declared: a fault of ours. */
export const expand = (name: string): string => {
  const known = expanded.get(name) ?? wholeAddress(name)
  expanded.set(name, known)
  return known
}

const wholeAddress = (name: string): string => {
  const [prefix = '', local = ''] = name.split(/:(.*)/)
  const base = (PREFIXES as Readonly<Record<string, string>>)[prefix]
  if (base === undefined) throw new Error(`préfixe inconnu : ${name}`)
  return base + local
}

export const isLiteral = (value: Value): value is Literal => 'text' in value
export const isThing = (value: Value): value is Thing => 'says' in value

/** What is worth saying: pairs without the absent ones. */
export const said = (
  ...pairs: readonly (readonly [string, Value | null | undefined])[]
): readonly (readonly [string, Value])[] =>
  pairs.flatMap(([predicate, value]) => (value ? [[predicate, value] as const] : []))

export const french = (text: string): Literal => ({ text, language: 'fr' })
export const plain = (text: string): Literal => ({ text })
export const typed = (text: string, type: string): Literal => ({ text, type })
/** A whole number of things. */
export const whole = (number: number): Literal => typed(String(number), 'xsd:nonNegativeInteger')
/** A link, or nothing when the address could not be written in RDF. */
export const link = (address: string | null): { readonly to: string } | null =>
  address !== null && URL.canParse(address) ? { to: new URL(address).href } : null

/** A page on the web, described as such. */
export const webPage = (address: string | null): Thing | null => {
  const to = link(address)?.to
  return to ? { id: to, types: ['foaf:Document'], says: [] } : null
}
