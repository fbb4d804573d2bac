import { expand, isLiteral, isThing, PREFIXES, type Thing, type Value } from './rdf-tree.ts'

/** RDF/XML (W3C, 2014), things described where they are first met. Only signs that XML 1.0 takes are written. */
export const writeRdfXml = (thing: Thing): string => {
  const spaces = Object.entries(PREFIXES).map(([prefix, base]) => `xmlns:${prefix}="${base}"`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ${spaces.join(' ')}>\n${element(thing)}\n</rdf:RDF>\n`
}

const element = ({ id, types, says }: Thing): string => {
  const [first = 'rdf:Description', ...others] = types
  const kinds = others.map((type) => `<rdf:type rdf:resource="${escaped(expand(type))}"/>`)
  const body = [...kinds, ...says.map(([predicate, value]) => property(predicate, value))]
  return `<${first} rdf:about="${escaped(id)}">\n${body.join('\n')}\n</${first}>`
}

const property = (predicate: string, value: Value): string => {
  if (isThing(value)) return `<${predicate}>\n${element(value)}\n</${predicate}>`
  if (!isLiteral(value)) return `<${predicate} rdf:resource="${escaped(value.to)}"/>`
  const language = value.language ? ` xml:lang="${value.language}"` : ''
  const type = value.type ? ` rdf:datatype="${escaped(expand(value.type))}"` : ''
  return `<${predicate}${language}${type}>${escaped(value.text)}</${predicate}>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** XML has no way to write the other control signs, surrogates alone, U+FFFE and U+FFFF: they are left out. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs to leave out
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll(/[&<>"\r]/g, (sign) => ENTITIES[sign] ?? '')
