import { DataFactory, type Quad, Writer } from 'n3'
import { expand, isLiteral, isThing, PREFIXES, type Thing, type Value } from './rdf-tree.ts'

const { literal, namedNode, quad } = DataFactory

/** Every statement of a tree, each thing under its own address. */
export const quadsOf = (thing: Thing): readonly Quad[] => {
  const subject = namedNode(thing.id)
  const objectOf = (value: Value) => {
    if (!isLiteral(value)) return namedNode(isThing(value) ? value.id : value.to)
    return literal(value.text, value.language ?? (value.type ? namedNode(expand(value.type)) : undefined))
  }
  return [
    ...thing.types.map((type) => quad(subject, namedNode(expand('rdf:type')), namedNode(expand(type)))),
    ...thing.says.flatMap(([predicate, value]) => [
      quad(subject, namedNode(expand(predicate)), objectOf(value)),
      ...(isThing(value) ? quadsOf(value) : []),
    ]),
  ]
}

/** Turtle, or N-Triples: the same statements, one a line. */
export const writeTurtle = (thing: Thing, format: 'text/turtle' | 'application/n-triples'): Promise<string> =>
  new Promise((done, fail) => {
    const writer = new Writer({ format, ...(format === 'text/turtle' ? { prefixes: PREFIXES } : {}) })
    writer.addQuads([...quadsOf(thing)])
    writer.end((error, text: string) => (error ? fail(error) : done(text)))
  })
