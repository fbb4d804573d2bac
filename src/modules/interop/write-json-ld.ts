import { expand, isLiteral, isThing, PREFIXES, type Thing, type Value } from './rdf-tree.ts'

type Json = string | { readonly [key: string]: Json | readonly Json[] }

/**
 * JSON-LD as one nested tree with its context inside: the shape that the harvesters of data.gouv.fr and CKAN both read.
 * Names are written with their prefixes.
 */
export const writeJsonLd = (thing: Thing): string => JSON.stringify({ '@context': PREFIXES, ...node(thing) })

const node = ({ id, types, says }: Thing): { readonly [key: string]: Json | readonly Json[] } => {
  const grouped = new Map<string, Json[]>()
  for (const [predicate, value] of says) grouped.set(predicate, [...(grouped.get(predicate) ?? []), json(value)])
  return { '@id': id, '@type': types, ...Object.fromEntries([...grouped].map(([name, all]) => [name, single(all)])) }
}

const single = (all: readonly Json[]): Json | readonly Json[] =>
  all.length === 1 && all[0] !== undefined ? all[0] : all

const json = (value: Value): Json => {
  if (isThing(value)) return node(value)
  if (!isLiteral(value)) return { '@id': value.to }
  if (value.language) return { '@value': value.text, '@language': value.language }
  return value.type ? { '@value': value.text, '@type': expand(value.type) } : value.text
}
