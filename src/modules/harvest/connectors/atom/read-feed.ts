import { invalid } from '../../../../kernel/errors.ts'
import type { Ask } from '../../network/ask.ts'
import { followed } from '../paged.ts'
import { childrenOf, readXml, textOf, type XmlElement } from '../xml/read-xml.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
/** What the Géoplateforme adds: pages by number, and the day of an edition. */
const GPF = 'https://data.geopf.fr/annexes/ressources/xsd/gpf_dl.xsd'
const ACCEPTED = 'application/atom+xml, application/xml;q=0.9, */*;q=0.1'

/** What an entry of a feed leads to. */
export interface FeedLink {
  readonly url: string
  readonly title: string
  /** Media type, as the feed tells it; empty when it does not. */
  readonly type: string
  /** ISO text. */
  readonly modified: string | null
}

/** Every link to data, or to another feed, of a feed and of the pages that follow it. */
export const readFeed = async (first: string, ask: Ask): Promise<readonly FeedLink[]> => {
  const read = async (url: string) => {
    const answered = await ask.text(url, ACCEPTED)
    const { host } = new URL(answered.url)
    const feed = readXml(answered.text, host)
    if (feed.space !== ATOM || feed.name !== 'feed')
      throw invalid(`${host} a envoyé du XML qui n’est pas un flux ATOM.`)
    return { feed, url: answered.url }
  }
  const links: FeedLink[] = []
  for await (const { feed, url } of followed(first, read, (page, asked) => nextOf(page.feed, asked)))
    for (const entry of childrenOf(feed, ATOM, 'entry')) links.push(...linksOf(entry, url))
  return links
}

const nextOf = (feed: XmlElement, url: string): string | null => {
  const next = childrenOf(feed, ATOM, 'link').find(({ attributes }) => attributes.get('rel') === 'next')
  if (next) return URL.parse(next.attributes.get('href') ?? '', url)?.href ?? null
  const [page, pages] = ['page', 'pagecount'].map((name) => Number(feed.attributes.get(`{${GPF}}${name}`)))
  if (!page || !pages || page >= pages) return null
  const following = new URL(url)
  following.searchParams.set('page', String(page + 1))
  return following.href
}

/** Relations that lead to what an entry is about, not to what is around it. */
const TO_DATA = new Set(['alternate', 'enclosure', 'section'])

const linksOf = (entry: XmlElement, url: string): readonly FeedLink[] => {
  const title = textOf(entry, ATOM, 'title')
  const modified = textOf(entry, GPF, 'editionDate') || textOf(entry, ATOM, 'updated') || null
  return childrenOf(entry, ATOM, 'link').flatMap(({ attributes }) => {
    const target = URL.parse(attributes.get('href') ?? '', url)
    if (!target || !/^https?:$/.test(target.protocol) || !TO_DATA.has(attributes.get('rel') ?? 'alternate')) return []
    const type = attributes.get('type') ?? ''
    return [{ url: target.href, title: attributes.get('title') ?? title, type, modified }]
  })
}
