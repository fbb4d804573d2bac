import type { CatalogueFile, CatalogueEntry as Told } from '../../connectors/catalogue-entry.ts'
import { type CatalogueEntry, type Distribution, fileName, withoutTags } from '../catalogue-entry.ts'
import { licenceNamed, themeNamed } from '../terms.ts'

/** A dataset that DCAT or a geographic catalogue describes, as an entry; null when nothing tells it apart from others. */
export const entryOfTold = (told: Told): CatalogueEntry | null => {
  const identifier = told.uri ?? told.identifier
  if (identifier === null) return null
  return {
    identifier,
    uri: told.uri,
    formerly: [...(told.uri !== null && told.identifier !== null ? [told.identifier] : []), ...told.origins],
    page: told.page ?? told.uri,
    title: told.title,
    description: HTML.test(told.description) ? withoutTags(told.description) : told.description,
    publisher: told.publisher,
    keywords: [...told.keywords],
    theme: told.themes.find((theme) => themeNamed(theme) !== null) ?? told.themes[0] ?? null,
    licence: told.licences.find((licence) => licenceNamed(licence) !== null) ?? told.licences[0] ?? null,
    modified: told.modified ?? told.issued,
    columns: [],
    distributions: told.files.flatMap(distributionOf),
  }
}

/** Tags that descriptions are written with: another « < » is only a sign. */
const HTML = /<\/?(p|br|div|span|ul|ol|li|b|i|strong|em|a|h[1-6]|table)\b[^<>]*>/i

/** A layer, as services of features name it. */
const LAYER = /^[\w.-]+(:[\w.-]+)?$/

const distributionOf = (file: CatalogueFile): readonly Distribution[] => {
  const url = file.downloadUrl ?? file.accessUrl
  if (url === null) return []
  const { title, format, modified, sha256 } = file
  const same = { title, url, format, modified, sha256 }
  if (format !== 'wfs') return [{ ...same, name: fileName(url, title, format) }]
  // The name of the link of a service of features is that of its layer.
  const { origin, pathname } = new URL(url)
  return LAYER.test(title)
    ? [
        {
          ...same,
          name: `${title.replace(':', '-')}.geojson`,
          fetch: { connector: 'wfs', service: `${origin}${pathname}`, layer: title },
        },
      ]
    : []
}
