import type { CatalogueEntry } from './catalogue-entry.ts'

/** What tells, alone, that two datasets are one: `uri:…`, `id:…` or `sha256:…`. */
export type Identity = string

/** SHA-256 of a file that holds nothing. */
const OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The identity that a checksum gives, if it is that of a file with something in it. */
export const ofChecksum = (sha256: string | null): readonly Identity[] =>
  sha256 === null || sha256 === OF_NOTHING ? [] : [`sha256:${sha256}`]

/**
 * The identity that an address or an identifier gives: addresses without what does not matter (protocol, `www`, last
 * slash, fragment); identifiers that are made to be alone in the world as they are; others within who gave them.
 * An address that leads to a whole site names no dataset.
 */
export const identityOf = (text: string, issuer: string): readonly Identity[] => {
  const written = text.trim()
  const url = /^https?:/i.test(written) ? URL.parse(written) : null
  if (url) {
    const path = url.pathname.replace(/\/+$/, '')
    return path === '' && url.search === '' ? [] : [`uri:${url.host.replace(/^www\./, '')}${path}${url.search}`]
  }
  if (written === '') return []
  const alone =
    /^(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(written) ||
    /^[0-9a-f]{24}$/i.test(written) ||
    /^(doi:)?10\.\d{4,}\//i.test(written)
  return [alone ? `id:${written.toLowerCase().replace(/^(urn:uuid:|doi:)/, '')}` : `id:${issuer}/${written}`]
}

/** Everything that names the dataset of an entry, and its file when its checksum is known. */
export const identitiesOf = (
  { identifier, uri, formerly, distributions }: CatalogueEntry,
  issuer: string,
): readonly Identity[] => [
  ...new Set([
    ...[identifier, ...(uri === null ? [] : [uri]), ...formerly].flatMap((text) => identityOf(text, issuer)),
    ...(distributions.length === 1 ? ofChecksum(distributions[0]?.sha256 ?? null) : []),
  ]),
]

/** What an identity in common means, for people. */
export const identityWords = (identity: Identity): string => {
  if (identity.startsWith('uri:')) return `Les deux portent la même adresse d’origine : ${identity.slice(4)}.`
  if (identity.startsWith('sha256:')) return 'Les deux fichiers sont les mêmes, octet par octet.'
  return `Les deux portent le même identifiant d’origine : ${identity.slice(3)}.`
}
