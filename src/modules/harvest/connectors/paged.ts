import { type Static, type TSchema, Type } from 'typebox'
import { invalid } from '../../../kernel/errors.ts'
import type { Ask } from '../network/ask.ts'

/** No service of a département has more pages than this: past it, its links turn in circles. */
const MOST_PAGES = 2_000

/** Pages of JSON of a service, each followed by the address that it tells as next, until none. */
export const pagesFrom = <S extends TSchema>(
  first: string,
  shape: S,
  ask: Ask,
  next: (page: Static<S>, url: string, index: number) => string | null,
): AsyncGenerator<Static<S>> => followed(first, (url) => ask.page(url, shape), next)

/** Pages read one after the other, from the first to the one that tells no next; refuses an address met twice. */
export async function* followed<P>(
  first: string,
  read: (url: string) => Promise<P>,
  next: (page: P, url: string, index: number) => string | null,
): AsyncGenerator<P> {
  const met = new Set<string>()
  let url: string | null = first
  while (url !== null) {
    if (met.has(url) || met.size >= MOST_PAGES)
      throw invalid(`${new URL(url).host} renvoie sans fin de page en page : rien n’est pris.`)
    met.add(url)
    const page: P = await read(url)
    yield page
    url = next(page, url, met.size)
  }
}

export const FeaturePage = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Type.Unknown()),
  numberMatched: Type.Optional(Type.Union([Type.Integer(), Type.Literal('unknown')])),
  /** The same, as GeoServer says it. */
  totalFeatures: Type.Optional(Type.Union([Type.Integer(), Type.Literal('unknown')])),
  links: Type.Optional(Type.Array(Type.Object({ rel: Type.Optional(Type.String()), href: Type.String() }))),
  exceededTransferLimit: Type.Optional(Type.Boolean()),
  properties: Type.Optional(Type.Object({ exceededTransferLimit: Type.Optional(Type.Boolean()) })),
})
export type FeaturePage = Static<typeof FeaturePage>

/** How many features a service says that it has in all. */
export const saidToHave = ({ numberMatched, totalFeatures }: FeaturePage): number | 'unknown' | undefined =>
  numberMatched ?? totalFeatures

/** Pages of features as one GeoJSON collection, written as they come; refuses, at the end, fewer features than the service said it had. */
export async function* asOneCollection(pages: AsyncIterable<FeaturePage>, host: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"type":"FeatureCollection","features":[')
  let written = 0
  let said = 0
  let last = ''
  for await (const page of pages) {
    const all = saidToHave(page)
    if (typeof all === 'number') said = Math.max(said, all)
    const first = JSON.stringify(page.features[0] ?? '')
    if (page.features.length > 0 && first === last)
      throw invalid(`${host} renvoie toujours la même page : rien n’est pris.`)
    last = first
    for (const feature of page.features) {
      yield Buffer.from(`${written === 0 ? '' : ',\n'}${JSON.stringify(feature)}`)
      written += 1
    }
  }
  if (written < said) throw invalid(`${host} annonce ${said} objets et n’en donne que ${written} : rien n’est pris.`)
  yield Buffer.from(']}')
}

/** Records of pages as lines of JSON. */
export async function* asLines(
  pages: AsyncIterable<{ readonly results: readonly unknown[] }>,
): AsyncGenerator<Uint8Array> {
  for await (const { results } of pages) for (const record of results) yield Buffer.from(`${JSON.stringify(record)}\n`)
}
