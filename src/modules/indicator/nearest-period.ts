/** The period the least far from another; the later of two. */
export const nearestPeriod = (periods: readonly string[], asked: string): string => {
  const far = (period: string) => Math.abs(monthOf(period) - monthOf(asked))
  return periods.reduce((best, period) => (far(period) <= far(best) ? period : best))
}

/** Whether a period is the one asked, or lies in the year asked. */
export const isOf = (period: string, asked: string): boolean => period === asked || period.startsWith(`${asked}-`)

/** Months since year 0 of the middle of a period, so that years, quarters and months compare. */
const monthOf = (period: string): number => {
  const [year = '', part = ''] = period.split('-')
  const within = part === '' ? 6 : part.startsWith('T') ? Number(part.slice(1)) * 3 - 1.5 : Number(part) - 0.5
  return Number(year) * 12 + within
}
