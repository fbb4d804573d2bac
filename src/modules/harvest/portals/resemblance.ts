import { fold } from '../../../kernel/fold.ts'
import { count, formatNumber } from '../../../kernel/french.ts'

/** What resemblance looks at. */
export interface Described {
  readonly title: string
  readonly producer: string | null
  /** Names or labels of columns; empty when they are not known. */
  readonly columns: readonly string[]
}

/** Two datasets that look alike: how much, and why in French. */
export interface Resemblance {
  readonly score: number
  readonly reasons: readonly string[]
}

/** Words of titles in common from which two titles are close. */
export const CLOSE_TITLES = 0.6
const CLOSE_PRODUCERS = 0.5
const CLOSE_COLUMNS = 0.5

/**
 * Whether two datasets are near-identical: close titles that name the same numbers, and the same producer; when a
 * producer is not known, columns must agree in its place. Columns that are known on both sides and disagree are enough
 * to tell datasets apart. Null when they are not alike. The order of the two does not matter.
 */
export const resemblance = (a: Described, b: Described): Resemblance | null => {
  const [one, other] = [a, b].toSorted((x, y) => (x.title < y.title ? -1 : x.title > y.title ? 1 : 0)) as [
    Described,
    Described,
  ]
  const titles = shared(titleWords(one.title), titleWords(other.title))
  if (titles < CLOSE_TITLES || !sameNumbers(one.title, other.title)) return null
  const producers = one.producer && other.producer ? producersShared(one.producer, other.producer) : null
  const columns = columnsShared(one.columns, other.columns)
  if (columns !== null && columns < CLOSE_COLUMNS) return null
  if (producers === null ? columns === null : producers < CLOSE_PRODUCERS) return null
  return {
    score: titles + (producers ?? 0) + (columns ?? 0),
    reasons: [
      fold(one.title) === fold(other.title)
        ? 'Les deux ont le même titre.'
        : `Les titres se ressemblent : « ${one.title} » et « ${other.title} ».`,
      ...(producers === null ? [] : [producerWords(one.producer ?? '', other.producer ?? '')]),
      ...(columns === null ? [] : [columnWords(one.columns, other.columns)]),
    ],
  }
}

const LINKING: ReadonlySet<string> = new Set(
  'a au aux avec ce ces dans de des du en et l la le les d par pour sur un une'.split(' '),
)

/** The words of a title that tell something, without marks of the plural. */
export const titleWords = (title: string): ReadonlySet<string> =>
  new Set(
    fold(title)
      .split(' ')
      .filter((word) => word !== '' && !LINKING.has(word))
      .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word)),
  )

/** Titles that both name numbers, as years, must name the same. */
const sameNumbers = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((title) => new Set(title.match(/\d+/g) ?? [])) as [Set<string>, Set<string>]
  return one.size === 0 || other.size === 0 || shared(one, other) === 1
}

/** What producers are, which does not tell who they are. */
const KINDS: ReadonlySet<string> = new Set(
  'agglomeration agglo ca cc commune communaute communal communale conseil departement departemental intercommunal intercommunale mairie metropole region regional ville'.split(
    ' ',
  ),
)

const producersShared = (a: string, b: string): number => {
  if (fold(a) === fold(b)) return 1
  const [one, other] = [a, b].map((name) => new Set([...titleWords(name)].filter((word) => !KINDS.has(word)))) as [
    Set<string>,
    Set<string>,
  ]
  return one.size === 0 || other.size === 0 ? 0 : shared(one, other)
}

const producerWords = (a: string, b: string): string =>
  fold(a) === fold(b) ? `Le producteur est le même : ${a}.` : `Les producteurs se ressemblent : « ${a} » et « ${b} ».`

const named = (columns: readonly string[]): ReadonlySet<string> => new Set(columns.map(fold))

/** Null when columns of one of the two are not known. */
const columnsShared = (a: readonly string[], b: readonly string[]): number | null =>
  a.length === 0 || b.length === 0 ? null : shared(named(a), named(b))

const columnWords = (a: readonly string[], b: readonly string[]): string => {
  const [one, other] = [named(a), named(b)]
  const both = [...one].filter((name) => other.has(name)).length
  return `${count(both, 'colonne porte', 'colonnes portent')} le même nom, sur ${formatNumber(one.size + other.size - both)} en tout.`
}

/** Elements in both of two sets, of those in either: 1 when equal, 0 when nothing is shared or both are empty. */
export const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let both = 0
  for (const one of a) if (b.has(one)) both += 1
  return both === 0 ? 0 : both / (a.size + b.size - both)
}
