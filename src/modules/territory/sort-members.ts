import type { Place } from './place.ts'
import type { MemberColumn } from './place-told.ts'

/** How a table of communes is sorted: by `nom`, `population` or a column; names rise, numbers fall, unless `rising` is asked. */
export interface MemberOrder {
  readonly by: string
  readonly rising: boolean
}

/** Communes in the order asked; those without a number always come last, by name. An unknown column sorts by name. */
export const sortMembers = (
  members: readonly Place[],
  columns: readonly MemberColumn[],
  { by, rising }: MemberOrder,
): readonly Place[] => {
  const value = numberOf(columns, by)
  const named = members.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
  if (!value) return named
  const known = named.filter((place) => value(place) !== null)
  const unknown = named.filter((place) => value(place) === null)
  const way = rising ? 1 : -1
  return [...known.toSorted((a, b) => way * ((value(a) ?? 0) - (value(b) ?? 0))), ...unknown]
}

/** What a table is really sorted by: `nom` when the column asked does not exist. */
export const sortedBy = (columns: readonly MemberColumn[], by: string): string => (numberOf(columns, by) ? by : 'nom')

const numberOf = (columns: readonly MemberColumn[], by: string): ((place: Place) => number | null) | undefined => {
  if (by === 'population') return ({ population }) => population?.value ?? null
  const column = columns.find(({ slug }) => slug === by)
  return column && (({ code }) => column.of(code).value)
}
