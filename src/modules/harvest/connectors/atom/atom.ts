import { type Static, Type } from 'typebox'
import { type Connector, nameInUrl } from '../../found-file.ts'
import { chooseResource, ResourceRule } from '../choose-resource.ts'
import { shortFormat } from '../short-format.ts'
import { escapedXml } from '../xml/escaped-xml.ts'
import { type FeedLink, readFeed } from './read-feed.ts'

/** A file that a download service tells in ATOM feeds (Géoplateforme, INSPIRE). */
export const AtomFetch = Type.Object({
  connector: Type.Literal('atom'),
  feed: Type.String({ pattern: '^https?://' }),
  /** The entries that lead, feed after feed, to the one where the file is: the dataset, then its edition. */
  through: Type.Optional(Type.Array(ResourceRule, { maxItems: 4 })),
  resource: ResourceRule,
})
export type AtomFetch = Static<typeof AtomFetch>

const FEED = /^application\/atom\+xml/i
const PAGE = /^text\/html/i

const asCandidate = ({ url, title, type, modified }: FeedLink) => ({
  url,
  title,
  fileName: nameInUrl(url),
  format: FEED.test(type) ? 'atom' : shortFormat(type.includes('/') ? null : type, type, url),
  modified,
})

/** Download services in ATOM: from feed to feed by the entries that rules choose, then the file of the last one. */
export const atom: Connector<AtomFetch> = {
  async find({ feed, through = [], resource }, ask) {
    let at = feed
    let where = feed
    let told: string | null = null
    for (const rule of through) {
      const feeds = (await readFeed(at, ask)).filter(({ type }) => type === '' || FEED.test(type))
      const { chosen, edition } = chooseResource(feeds.map(asCandidate), rule, where)
      told = edition ?? told
      where = chosen.title
      at = chosen.url
    }
    const files = (await readFeed(at, ask)).filter(({ type }) => !FEED.test(type) && !PAGE.test(type))
    const { chosen, edition } = chooseResource(files.map(asCandidate), resource, where)
    return { url: chosen.url, name: chosen.fileName, edition: edition ?? told }
  },
  imitate({ feed, through = [], resource: { formats: [format = 'csv'] = [] } }, { name, title }) {
    const steps = through.map((_, i) => new URL(`/flux/${i + 1}`, feed).href)
    const file = new URL(`/fichiers/${encodeURIComponent(name)}`, feed).href
    const entry = (url: string, type: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>${escapedXml(title)}</title><link href="${escapedXml(url)}" type="${type}"/></entry></feed>`
    return [
      ...[feed, ...steps].map((url, i) => {
        const next = steps[i]
        return { url, text: next === undefined ? entry(file, escapedXml(format)) : entry(next, 'application/atom+xml') }
      }),
      { url: file, file: true as const },
    ]
  },
}
