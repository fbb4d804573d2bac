import { type FoundFile, nameInUrl } from '../found-file.ts'
import { chooseResource, type ResourceRule } from './choose-resource.ts'

/** A file of a dataset, as another catalogue tells it. Addresses are `http` or `https`; any text may be anything. */
export interface CatalogueFile {
  readonly title: string
  /** A short name, as `csv`, by the format told, else by the media type, else by the address; empty when nothing tells. */
  readonly format: string
  readonly mediaType: string | null
  /** The file itself, when the catalogue tells it apart. */
  readonly downloadUrl: string | null
  /** Where to get at it: the file, or a page that leads to it. */
  readonly accessUrl: string | null
  readonly bytes: number | null
  /** SHA-256 in lower-case hexadecimal, when the catalogue gives one. */
  readonly sha256: string | null
  /** As published, an ISO date or moment as a rule. */
  readonly modified: string | null
}

/** A dataset, as another catalogue tells it. Texts are those of its producer, in French when it has several. */
export interface CatalogueEntry {
  /** Its address as a thing, which does not change; null when the catalogue gives it none. */
  readonly uri: string | null
  readonly identifier: string | null
  readonly title: string
  readonly description: string
  /** The name of who publishes it. */
  readonly publisher: string | null
  readonly publisherUri: string | null
  readonly keywords: readonly string[]
  /** Themes as published: addresses of a vocabulary, or words. */
  readonly themes: readonly string[]
  /** Licences as published, addresses or words: of the dataset, else of its files. */
  readonly licences: readonly string[]
  readonly issued: string | null
  readonly modified: string | null
  /** Its page for people. */
  readonly page: string | null
  /** Addresses that it says it comes from, or is the same as. */
  readonly origins: readonly string[]
  readonly files: readonly CatalogueFile[]
}

/** The file of a dataset that a rule chooses, by its own address when the catalogue tells it, else by that of where to get at it. Refuses, in words, when none is left. */
export const fileOfEntry = ({ title: where, files }: CatalogueEntry, rule: ResourceRule): FoundFile => {
  const { chosen, edition } = chooseResource(
    files.flatMap(({ title, format, modified, downloadUrl, accessUrl }) => {
      const url = downloadUrl ?? accessUrl
      return url === null ? [] : [{ url, title, fileName: nameInUrl(url), format, modified }]
    }),
    rule,
    where,
  )
  return { url: chosen.url, name: named(chosen.fileName, chosen.format), edition }
}

/** A name with an extension that tells the format: addresses such as `…/exports` have none. */
const named = (name: string, format: string): string =>
  format === '' || /\.[a-z0-9]{2,7}$/i.test(name) ? name : `${name || 'donnees'}.${format}`
