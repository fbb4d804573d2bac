import { STATUS_WORDS } from '../figure/index.ts'
import { capital, ofPlace, type Place, titleOf } from '../territory/index.ts'
import type { ComparedIndicator, ComparedValue } from './compare.ts'
import { differenceText } from './peer-words.ts'
import { periodWords, statedText } from './stated-words.ts'

/** « Auxerre, Joigny et l’Yonne » as a title says them. */
export const namesOf = (places: readonly Place[]): string => listed(places.map(titleOf))

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} et ${words[words.length - 1]}`

/** What the values of places say of one another, at their common period, and what cannot be said. */
export const comparisonSentence = (compared: ComparedIndicator): string => {
  const { period, values } = compared
  if (period === null) return 'Cet indicateur ne dit rien de ces lieux.'
  return [capital(differences(compared, period)), ...without(values, period)].join(' ')
}

const differences = ({ indicator, values }: ComparedIndicator, period: string): string => {
  const known = values.filter(({ stated }) => stated.value !== null)
  const said = (value: ComparedValue) => statedText(value.stated, indicator.definition)
  const [first] = known
  if (!first) return `${periodWords(period)}, aucun de ces lieux n’a de chiffre.`
  if (known.length === 1) return `${periodWords(period)}, la valeur ${ofPlace(first.place)} est de ${said(first)}.`
  const highest = known.filter(({ extreme }) => extreme === 'highest')
  const lowest = known.filter(({ extreme }) => extreme === 'lowest')
  const [high, low] = [highest[0], lowest[0]]
  if (!high || !low) return `${periodWords(period)}, tous ont la même valeur : ${said(first)}.`
  const difference = (high.stated.value ?? 0) - (low.stated.value ?? 0)
  const apart = differenceText(difference, indicator.definition)
  if (known.length === 2)
    return `${periodWords(period)}, la valeur ${ofPlace(high.place)} (${said(high)}) dépasse de ${apart} celle ${ofPlace(low.place)} (${said(low)}).`
  const those = (some: readonly ComparedValue[]) => listed(some.map(({ place }) => ofPlace(place)))
  return `${periodWords(period)}, la valeur la plus haute est celle ${those(highest)} (${said(high)}), la plus basse celle ${those(lowest)} (${said(low)}) : ${apart} d’écart.`
}

const without = (values: readonly ComparedValue[], period: string): readonly string[] => {
  const absent = values.filter(({ stated }) => stated.value === null)
  if (absent.length === 0 || absent.length === values.length) return []
  const words = absent.map(({ place, stated }) => `${titleOf(place)} (${STATUS_WORDS[stated.status]})`)
  return [`Pas de chiffre ${periodWords(period)} pour ${listed(words)}.`]
}
