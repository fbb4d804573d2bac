import { createHash } from 'node:crypto'
import type { Source } from './source.ts'

/**
 * What tells a definition from another that would read, filter or judge its file otherwise: the same text for the same
 * demands, whatever the order in which they are written. Titles, cards and notes do not count.
 */
export const definitionPrint = ({ fetch, filter, leftOut, unnamed, joined, feeds }: Source): string => {
  const demands = feeds.map(({ card: _, ...demand }) => demand)
  const text = JSON.stringify(ordered({ fetch, filter, leftOut, unnamed, joined, demands }))
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, ordered(part)]))
}
