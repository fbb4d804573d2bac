import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { JsonLdParser } from 'jsonld-streaming-parser'
import { type Quad, Store, StreamParser } from 'n3'
import { RdfXmlParser } from 'rdfxml-streaming-parser'
import { DomainError, invalid } from '../../../../kernel/errors.ts'
import { count } from '../../../../kernel/french.ts'
import { walkXml } from '../xml/walk-xml.ts'
import { knownContext } from './known-contexts.ts'

/** An `Accept` header for RDF, what costs least to read first. */
export const RDF_ACCEPTED =
  'text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7, */*;q=0.1'

/** No catalogue nests its JSON deeper. */
const DEEPEST = 100

/**
 * The statements of a text in RDF/XML, JSON-LD, or Turtle and its cousins (N-Triples, TriG): which one is told by how it
 * begins, as what services say of it is often wrong. Nothing is fetched: a JSON-LD context from elsewhere is one of
 * those known here, or is refused. `url` is where the text came from; mistakes are told in French.
 */
export const readGraph = async (text: string, url: string): Promise<Store> => {
  const { host } = new URL(url)
  const kind = kindOf(text)
  if (kind === 'xml') walkXml(text, host, {})
  if (kind === 'json') checkNesting(text, host)
  // The reader of JSON-LD hides what its loader said: it is kept here.
  const unknown: string[] = []
  try {
    if (kind === 'turtle') return await gathered(text, new StreamParser({ baseIRI: url }))
    if (kind === 'xml') return await gathered(text.trimStart(), new RdfXmlParser({ baseIRI: url }))
    const ordered = JSON.stringify(contextFirst(JSON.parse(text)))
    const options = { baseIRI: url, documentLoader: contextsAtHand(unknown), streamingProfile: true }
    return await gathered(ordered, new JsonLdParser(options))
  } catch (error) {
    const [context] = unknown
    const detail =
      context === undefined
        ? `${host} a envoyé du ${WORDS[kind]} mal formé : il ne peut pas être lu.`
        : `${host} a envoyé du JSON-LD dont les mots sont définis ailleurs (${context.slice(0, 200)}) : il n’est pas lu.`
    throw new DomainError({ kind: 'invalid', detail, issues: [] }, { cause: error })
  }
}

const WORDS = { turtle: 'Turtle', xml: 'RDF/XML', json: 'JSON-LD' } as const

const kindOf = (text: string): keyof typeof WORDS => {
  if (/^\s*[{[]/.test(text)) return 'json'
  // `<http://…>` and `<#x>` open a statement of Turtle; `<?xml`, `<!--` and `<rdf:RDF` open XML.
  return /^\s*<(\?xml|!|[A-Za-z_][\w.-]*(:[\w.-]+)?[\s/>])/.test(text) ? 'xml' : 'turtle'
}

const contextsAtHand = (unknown: string[]) => ({
  load: async (context: string) => {
    const known = knownContext(context)
    if (known) return known
    unknown.push(context)
    throw new Error(`context not at hand: ${context}`)
  },
})

const gathered = async (text: string, parser: NodeJS.ReadWriteStream): Promise<Store> => {
  const store = new Store()
  const quads: AsyncIterable<Quad> = Readable.from(pieces(text)).pipe(parser) as never
  for await (const { subject, predicate, object } of quads) store.addQuad(subject, predicate, object)
  return store
}

const PIECE = 65_536

/** A text in pieces, none of which cuts a sign in two; between them, the process does what waits for it. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + PIECE
    if (/[\uD800-\uDBFF]/.test(text[to - 1] ?? '')) to += 1
    yield text.slice(from, to)
    await setImmediate()
  }
}

/** The same JSON-LD with what each object means told first: read as it comes, it costs a time that grows with its size, not with the square of it. */
const contextFirst = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(contextFirst)
  if (typeof value !== 'object' || value === null) return value
  const told = Object.entries(value).map(
    ([key, part]) => [key, key === '@context' ? part : contextFirst(part)] as const,
  )
  return Object.fromEntries(told.toSorted(([a], [b]) => turnOf(a) - turnOf(b)))
}

const turnOf = (key: string): number => (key === '@context' ? 0 : key === '@type' ? 1 : 2)

/** Counts brackets outside strings, without a stack of its own. */
const checkNesting = (text: string, host: string): void => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i]
    if (quoted && sign === '\\') i += 1
    else if (sign === '"') quoted = !quoted
    else if (quoted) continue
    else if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
    if (depth > DEEPEST)
      throw invalid(
        `${host} a envoyé du JSON emboîté sur plus de ${count(DEEPEST, 'niveau', 'niveaux')} : il n’est pas lu.`,
      )
  }
}
