import { Type } from 'typebox'

/** Categories of high-value data (EU 2023/138), and the keyword by which data.gouv.fr knows each, beside « hvd ». */
const KEYWORDS = {
  statistics: 'statistiques',
  mobility: 'mobilité',
  geospatial: 'géospatiales',
  companies: 'entreprises et propriété d’entreprises',
  'earth-observation': 'observation de la terre et environnement',
  meteorological: 'météorologiques',
} as const
type HighValue = keyof typeof KEYWORDS

/** A category of high-value data, as a source declares it. */
export const HighValue = Type.Enum(Object.keys(KEYWORDS) as readonly HighValue[] as HighValue[])

/** The category in words, for people. */
export const highValueInWords = (category: HighValue): string => KEYWORDS[category]

/** The keywords that tell a dataset of high value, which our catalogue for other catalogues reads; none without a category. */
export const highValueKeywords = (category: HighValue | undefined): readonly string[] =>
  category === undefined ? [] : ['hvd', KEYWORDS[category]]
