import { createHash } from 'node:crypto'
import { slug } from '../../../kernel/fold.ts'
import { formatDate } from '../../../kernel/french.ts'
import type { Organisation } from '../../catalog/index.ts'
import type { Feed, Source } from '../source.ts'
import { type CatalogueEntry, fileToTake } from './catalogue-entry.ts'
import type { Portal } from './portal.ts'
import type { KnownEntry } from './ports.ts'
import { licenceNamed, themeNamed } from './terms.ts'

const LONGEST_NAME = 60

/** The name of an entry for ever: of its portal, of its first title, and a mark of both that no other entry has. */
export const entryName = (portal: Pick<Portal, 'id'>, { identifier, title }: CatalogueEntry): string => {
  const mark = createHash('sha256').update(`${portal.id}\n${identifier}`).digest('hex').slice(0, 8)
  const room = LONGEST_NAME - portal.id.length - mark.length - 2
  const told = slug(title, room).replaceAll(/[^a-z0-9-]/g, '') || 'jeu'
  return `${portal.id}-${told.replaceAll(/-{2,}/g, '-').replaceAll(/^-|-$/g, '') || 'jeu'}-${mark}`
}

/** The dataset that an entry proposes: what its card would say, and what is not known. */
export interface ProposedCard {
  /** Null when the catalogue names none of the closed list. */
  readonly licence: string | null
  /** An organisation that is known; else the name of one that taking the entry adds. */
  readonly producer: { readonly id: string | null; readonly name: string }
  readonly theme: string
}

/** Licence on the closed list, producer, European theme: read in an entry, completed by its portal. */
export const proposedCard = (
  portal: Pick<Portal, 'producer' | 'theme'>,
  entry: CatalogueEntry,
  organisationNamed: (name: string) => Pick<Organisation, 'id' | 'name'> | undefined,
): ProposedCard => {
  const name = entry.publisher ?? portal.producer.name
  return {
    licence: licenceNamed(entry.licence),
    producer: organisationNamed(name) ?? { id: null, name },
    theme: themeNamed(entry.theme) ?? portal.theme,
  }
}

/** The source that harvests a taken entry, through the path of all sources; null when it has no file to read, was not taken, or is another origin of a dataset that has its own. */
export const sourceOf = (portal: Portal, known: KnownEntry): Source | null => {
  const { name, entry, taken, linkedTo, vanishedAt } = known
  const file = fileToTake(entry)
  if (!file || !taken || linkedTo !== null) return null
  return {
    id: name,
    title: entry.title,
    page: pageOf(portal, entry),
    known: 'read',
    // Braces would be read as a year to find.
    fetch: file.fetch ?? {
      connector: 'http',
      url: file.url.replaceAll('{', '%7B').replaceAll('}', '%7D'),
      name: file.name,
    },
    feeds: [{ dataset: name, checks: { minRows: 1, columns: [] }, card: cardOf(portal, entry, taken) }],
    note: vanishedAt
      ? `Ce jeu n’est plus dans le catalogue « ${portal.title} » depuis le ${formatDate(vanishedAt)}. Ce qui a été repris reste en ligne.`
      : `Repris du catalogue « ${portal.title} ».`,
  }
}

const cardOf = (
  portal: Portal,
  entry: CatalogueEntry,
  { producer, licence }: NonNullable<KnownEntry['taken']>,
): NonNullable<Feed['card']> => ({
  title: entry.title,
  description: entry.description || `Jeu repris du catalogue « ${asText(portal.title)} », qui ne le décrit pas.`,
  keywords: entry.keywords.map((word) => word.toLowerCase()),
  theme: themeNamed(entry.theme) ?? portal.theme,
  producer,
  licence,
  frequency: 'UNKNOWN',
  temporal: null,
  territory: portal.covers,
  provenance: [
    `Repris du catalogue « ${asText(portal.title)} »${entry.publisher ? `, où « ${asText(entry.publisher)} » le publie` : ''}.`,
    `Identifiant d’origine : ${asText(entry.identifier)}.`,
  ].join(' '),
  sourceUrl: pageOf(portal, entry),
})

/** The page of an entry on its portal; that of the portal, when the catalogue gives none, or one of somebody else’s machine. */
export const pageOf = ({ page }: Pick<Portal, 'page'>, entry: Pick<CatalogueEntry, 'page'>): string => {
  const told = entry.page === null ? null : URL.parse(entry.page)
  return told && told.origin === new URL(page).origin ? told.href : page
}

/** Words of others inside Markdown: none of their signs counts. */
const asText = (text: string): string => text.replaceAll(/[\\`*_{}[\]()<>#+!|~:.-]/g, '\\$&')
