/** Implementing regulation (EU) 2023/138: high-value datasets. */
export const HIGH_VALUE_LAW = 'http://data.europa.eu/eli/reg_impl/2023/138/oj'

/** Its six categories, by the keyword that data.gouv.fr expects beside « hvd ». */
const CATEGORIES: Readonly<Record<string, string>> = {
  geospatiales: 'c_ac64a52d',
  'observation de la terre et environnement': 'c_dd313021',
  meteorologiques: 'c_164e0bf5',
  statistiques: 'c_e1da4e07',
  "entreprises et propriete d'entreprises": 'c_a9135398',
  mobilite: 'c_b79e35eb',
}

const folded = (keyword: string): string =>
  keyword
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('’', "'")
    .toLowerCase()
    .trim()

/** The categories of a dataset that its keywords mark as of high value (« hvd » and a category); none for any other. */
export const highValueCategories = (keywords: readonly string[]): readonly string[] => {
  const words = keywords.map(folded)
  if (!words.includes('hvd')) return []
  return words.flatMap((word) => (CATEGORIES[word] ? [`http://data.europa.eu/bna/${CATEGORIES[word]}`] : []))
}
