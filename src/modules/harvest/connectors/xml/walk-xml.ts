import { SaxesParser, type SaxesTagNS } from 'saxes'
import { DomainError, invalid } from '../../../../kernel/errors.ts'
import { count } from '../../../../kernel/french.ts'

/** The opening of an element: its namespace, its name there, its attributes. Those of a namespace are called `{namespace}name`. */
export interface Opened {
  readonly space: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

export interface XmlVisitor {
  readonly open?: (element: Opened) => void
  /** Characters of the element that is open, entities replaced; may come in several parts. */
  readonly text?: (part: string) => void
  readonly close?: () => void
}

/** No service of producers goes deeper. */
const DEEPEST = 100
const MOST_ELEMENTS = 500_000

/**
 * Reads XML strictly (1.0, with namespaces), from its first element to its last. Nothing is taken from elsewhere, and
 * nothing is declared: a DOCTYPE, which is where entities that swell or that read files are made, is refused, like more
 * depth or more elements than any true answer has. Mistakes are told in French; `host` is who sent it.
 */
export const walkXml = (text: string, host: string, { open, text: heard, close }: XmlVisitor): void => {
  if (!/^\s*</.test(text)) throw invalid(`${host} a envoyé autre chose que du XML.`)
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  let elements = 0
  parser.on('doctype', (declared) => {
    throw /^\s*html\b/i.test(declared)
      ? webPage(host)
      : invalid(`${host} a envoyé un XML qui déclare ses propres règles (DOCTYPE) : par prudence, il n’est pas lu.`)
  })
  parser.on('opentag', (tag) => {
    depth += 1
    elements += 1
    if (elements === 1 && tag.local.toLowerCase() === 'html') throw webPage(host)
    if (depth > DEEPEST)
      throw invalid(
        `${host} a envoyé un XML emboîté sur plus de ${count(DEEPEST, 'niveau', 'niveaux')} : il n’est pas lu.`,
      )
    if (elements > MOST_ELEMENTS)
      throw invalid(`${host} a envoyé un XML de plus de ${count(MOST_ELEMENTS, 'élément')} : il n’est pas lu.`)
    open?.({ space: tag.uri, name: tag.local, attributes: attributesOf(tag) })
  })
  parser.on('closetag', () => {
    depth -= 1
    close?.()
  })
  if (heard) {
    parser.on('text', heard)
    parser.on('cdata', heard)
  }
  try {
    parser.write(text.trimStart()).close()
  } catch (error) {
    throw error instanceof DomainError ? error : unread(error, host)
  }
}

const webPage = (host: string) => invalid(`${host} a envoyé une page web au lieu de données.`)

const unread = (error: unknown, host: string): DomainError => {
  const said = error instanceof Error ? error.message : ''
  const why = said.includes('unbound namespace prefix')
    ? 'emploie un préfixe sans dire de quel vocabulaire il vient'
    : said.includes('undefined entity')
      ? 'emploie un signe (une « entité ») que rien ne définit'
      : said.includes('unclosed tag')
        ? 's’arrête avant la fin'
        : 'est mal formé'
  return new DomainError(
    { kind: 'invalid', detail: `${host} a envoyé un XML qui ${why} : il ne peut pas être lu.`, issues: [] },
    { cause: error },
  )
}

const attributesOf = (tag: SaxesTagNS): ReadonlyMap<string, string> =>
  new Map(
    Object.values(tag.attributes).map(({ uri, local, value }) => [uri === '' ? local : `{${uri}}${local}`, value]),
  )
