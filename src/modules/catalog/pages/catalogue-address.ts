import type { CatalogueQuery } from '../ports.ts'

const PARAMETERS = {
  theme: 'theme',
  producer: 'producteur',
  territory: 'territoire',
  format: 'format',
  licence: 'licence',
  freshness: 'fraicheur',
} as const
type Facet = keyof typeof PARAMETERS
const FACETS = Object.keys(PARAMETERS) as readonly Facet[]
const SORTS = { relevance: 'pertinence', date: 'date', use: 'usage', title: 'titre' } as const

/** The address of a search, with these changes; what is usual is left out. */
export const catalogueAddress = (query: CatalogueQuery, changes: Partial<CatalogueQuery>): string => {
  const q = { ...query, ...changes }
  const search = new URLSearchParams()
  if (q.text) search.set('q', q.text)
  for (const facet of FACETS) for (const value of q[facet]) search.append(PARAMETERS[facet], value)
  if (q.sort !== 'relevance') search.set('tri', SORTS[q.sort])
  if (q.page > 1) search.set('page', String(q.page))
  const text = search.toString()
  return text ? `/donnees?${text}` : '/donnees'
}

/** The search that an address asks for; what it says wrongly is as if it were not said. */
export const readCatalogueAddress = (address: string): CatalogueQuery => {
  const search = new URL(address, 'http://localhost').searchParams
  const sort = (Object.keys(SORTS) as readonly (keyof typeof SORTS)[]).find((key) => SORTS[key] === search.get('tri'))
  const page = Number(search.get('page') ?? 1)
  const of = (facet: Facet) => search.getAll(PARAMETERS[facet]).slice(0, 20)
  return {
    text: (search.get('q') ?? '').slice(0, 200),
    theme: of('theme'),
    producer: of('producer'),
    territory: of('territory'),
    format: of('format'),
    licence: of('licence'),
    freshness: of('freshness'),
    sort: sort ?? 'relevance',
    page: Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1,
    size: 20,
  }
}
