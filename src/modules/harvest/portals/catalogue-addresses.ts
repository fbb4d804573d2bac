import { invalid } from '../../../kernel/errors.ts'
import type { CatalogueFetch } from './list-catalogue.ts'

export type CatalogueKind = CatalogueFetch['kind']

/** An address as a person types or pastes it, `https` when it tells no protocol, without what only a page reads of it. Refuses, in words, what is none of the web. */
export const typedAddress = (typed: string): URL => {
  const text = typed.trim()
  const url = text === '' ? null : URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || /\s/.test(text) || !['https:', 'http:'].includes(url.protocol))
    throw invalid('Donnez une adresse du web, par exemple https://data.ville.fr')
  if (url.username || url.password)
    throw invalid('Cette adresse porte un nom ou un mot de passe : retirez-les, un catalogue ouvert n’en demande pas.')
  url.hash = ''
  return url
}

/**
 * The catalogues that may be read at an address, of one kind or of all: those that the address itself points to come
 * first, then those at the paths where software of each kind puts its own.
 */
export const cataloguesAt = (url: URL, kind: CatalogueKind | null): readonly CatalogueFetch[] => {
  if (isWholeCountry(url)) return []
  const kinds = kind === null ? KINDS : [kind]
  const all = kinds.flatMap((one) => WAYS[one](url))
  const pointed = kinds.filter((one) => POINTS_TO[one](url))
  const first = (one: CatalogueFetch) => (pointed.includes(one.kind) ? 0 : 1)
  return all.toSorted((a, b) => first(a) - first(b))
}

/** The State’s catalogue of catalogues: one organisation of it is a local portal, the whole is not. */
export const isWholeCountry = ({ hostname, pathname }: URL): boolean =>
  /^(www\.)?data\.gouv\.fr$/.test(hostname) && !ORGANISATION.test(pathname)

/** Those that answer in JSON on one path first: they are told apart with one question. */
const KINDS: readonly CatalogueKind[] = ['opendatasoft', 'ckan', 'udata', 'data-fair', 'arcgis-hub', 'dcat', 'csw']

/** What addresses of each kind look like. */
const POINTS_TO: Readonly<Record<CatalogueKind, (url: URL) => boolean>> = {
  opendatasoft: ({ hostname, pathname }) => /opendatasoft/.test(hostname) || /\/explore\b/.test(pathname),
  ckan: ({ hostname, pathname }) => /\bckan/.test(hostname) || /\/(dataset|organization|group)(\/|$)/.test(pathname),
  udata: ({ pathname }) => ORGANISATION.test(pathname),
  'data-fair': ({ hostname, pathname }) => /koumoul/.test(hostname) || pathname.startsWith('/data-fair'),
  'arcgis-hub': ({ hostname }) => /\.(hub|opendata)\.arcgis\.com$/.test(hostname),
  dcat: (url) => isRdf(url),
  csw: (url) => isCsw(url),
}

const ORGANISATION = /\/organizations\/([^/]+)/
const isRdf = ({ pathname, search }: URL) =>
  /\.(rdf|ttl|jsonld|nt|xml)$/i.test(pathname) || /\b(dcat|rdf)\b/i.test(pathname + search)
const isCsw = ({ pathname, searchParams }: URL) =>
  /\bcsw\b/i.test(pathname) || [...searchParams].some(([, value]) => /^csw$/i.test(value))

const WAYS: Readonly<Record<CatalogueKind, (url: URL) => readonly CatalogueFetch[]>> = {
  opendatasoft: (url) => (isPlain(url) ? [{ kind: 'opendatasoft', host: url.host }] : []),
  ckan: ({ origin, pathname }) => {
    const filter = /\/organization\/([^/]+)/.exec(pathname)?.[1]
    const below = /^(.*?)(?:\/fr)?\/(?:dataset|organization|group|api)(?:\/|$)/.exec(pathname)?.[1] ?? ''
    return [...new Set([`${origin}${below}`, origin])].map((portal) => ({
      kind: 'ckan',
      portal,
      ...(filter ? { filter: `organization:${decoded(filter)}` } : {}),
    }))
  },
  udata: ({ origin, pathname }) => {
    const organisation = ORGANISATION.exec(pathname)?.[1]
    return [{ kind: 'udata', site: origin, ...(organisation ? { organisation: decoded(organisation) } : {}) }]
  },
  'data-fair': (url) => (isPlain(url) ? [{ kind: 'data-fair', host: url.host }] : []),
  'arcgis-hub': ({ origin }) => [{ kind: 'arcgis-hub', site: origin }],
  dcat: (url) => [
    ...(url.pathname !== '/' || url.search !== '' ? [{ kind: 'dcat' as const, address: url.href }] : []),
    ...['/catalog.ttl', '/catalog.rdf', '/data.json'].map((path) => ({
      kind: 'dcat' as const,
      address: `${url.origin}${path}`,
    })),
  ],
  csw: (url) => [
    ...(isCsw(url) ? [{ kind: 'csw' as const, service: withoutQuestion(url) }] : []),
    ...['/geonetwork/srv/fre/csw', '/csw'].map((path) => ({ kind: 'csw' as const, service: `${url.origin}${path}` })),
  ],
}

/** Services that are asked by a name alone are on the usual port, in `https`. */
const isPlain = ({ protocol, port }: URL) => protocol === 'https:' && port === ''

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** What a question to a CSW service carries, whatever it is about. */
const OF_QUESTION =
  /^(service|version|acceptversions|request|outputschema|outputformat|elementsetname|typenames|resulttype|startposition|maxrecords|id)$/i

const withoutQuestion = (url: URL): string => {
  const service = new URL(url)
  for (const name of [...service.searchParams.keys()]) if (OF_QUESTION.test(name)) service.searchParams.delete(name)
  return service.href
}
