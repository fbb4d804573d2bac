const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** A period as one reads it: `2023`, « mars 2024 », « 1er trimestre 2024 ». */
export const periodWords = (period: string): string => {
  const [, year = period, month, quarter] = /^(\d{4})(?:-(\d{2})|-T(\d))?$/.exec(period) ?? []
  if (month) return `${MONTHS[Number(month) - 1] ?? month}\u00A0${year}`
  if (quarter) return `${quarter === '1' ? '1er' : `${quarter}e`}\u00A0trimestre\u00A0${year}`
  return year
}

/** The same after a preposition: « en 2023 », « au 1er trimestre 2024 ». */
export const inPeriod = (period: string): string => `${period.includes('-T') ? 'au' : 'en'}\u00A0${periodWords(period)}`
