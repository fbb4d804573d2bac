import { count, formatNumber } from '../../kernel/french.ts'
import type { StatedValue } from '../figure/index.ts'
import type { Level } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { isTelling, rankWords } from './peer-words.ts'
import type { PlaceChoice } from './place-choice.ts'
import type { PlaceSheet } from './place-sheet.ts'
import type { Rank } from './rank.ts'
import type { SheetLine } from './sheet-line.ts'
import { periodWords, statedText } from './stated-words.ts'

/** « Parmi les plus hauts : 3e sur 10 communes comparables. » Null when there are too few to rank among. */
export const rankPhrase = (rank: Rank | null, level: Level): string | null => {
  if (!rank || rank.of < 3 || rank.quantile === null) return null
  const among = `${formatNumber(rank.of)} ${LEVEL_WORDS[level][1]} comparables`
  if (rank.alike === rank.of) return `Le même chiffre dans les ${among}.`
  if (!isTelling(rank)) return `Le même chiffre dans ${formatNumber(rank.alike)} des ${among}.`
  return `${heightOf(rank.quantile, rank)} : ${rankWords(rank, level)} sur ${among}.`
}

/**
 * « 16e sur 61 », « comme 40 de ses 60 pairs »: a rank that most of the group shares says nothing. Null when there are too few
 * to rank among.
 */
export const rankNote = (rank: Rank | null, level: Level): string | null => {
  if (!rank || rank.of < 3) return null
  if (rank.alike === rank.of) return 'comme tous ses pairs'
  if (!isTelling(rank)) return `comme ${formatNumber(rank.alike - 1)} de ses ${formatNumber(rank.of - 1)} pairs`
  return `${rankWords(rank, level)} sur ${formatNumber(rank.of)}`
}

const heightOf = (quantile: number, { rank, of, alike }: Rank): string => {
  if (rank === 1 && alike === 1) return 'Le plus haut'
  if (rank === of) return 'Le plus bas'
  if (quantile >= 0.75) return 'Parmi les plus hauts'
  if (quantile > 0.55) return 'Plutôt haut'
  if (quantile >= 0.45) return 'Au milieu'
  return quantile > 0.25 ? 'Plutôt bas' : 'Parmi les plus bas'
}

const SUBJECTS: Readonly<Record<Level, string>> = {
  commune: 'la commune',
  epci: 'l’intercommunalité',
  canton: 'le canton',
  arrondissement: 'l’arrondissement',
  departement: 'le département',
  region: 'la région',
  pays: 'le pays',
}

/** More than two would be a list, not a sentence. */
const MOST_TOLD = 2

/** « Parmi 10 communes de 20 000 à 50 000 habitants…, la commune se distingue par … et par …. » Null when nothing stands out. */
export const apartSentence = (sheet: PlaceSheet, level: Level, { settling }: PlaceChoice): string | null => {
  const by = sheet.strengths
    .flatMap(({ definition }) => settling.find(({ slug }) => slug === definition.slug)?.by ?? [])
    .slice(0, MOST_TOLD)
  if (by.length === 0 || !sheet.peers) return null
  return `Parmi les ${sheet.peers.group}, ${SUBJECTS[level]} se distingue par ${by.join(' et par ')}.`
}

/** « De 18 200 € à 25 300 € par an ; la médiane est de 21 000 € par an, ici 20 340 € par an. » */
export const spreadSentence = (line: SheetLine): string | null => {
  const { rank, stated, definition, peerNumbers } = line
  if (!rank || stated.value === null || peerNumbers.length === 0) return null
  const say = (value: number) => statedText({ value, status: 'value' }, definition)
  const all = [...peerNumbers, stated.value]
  return `De ${say(Math.min(...all))} à ${say(Math.max(...all))} ; la médiane est de ${say(rank.median)}, ici ${statedText(stated, definition)}.`
}

/** A period as a small label has it: « 2023 », « mars 2024 », « 4e trim. 2022 ». */
export const periodLabel = (period: string): string => {
  const [, year = '', quarter] = /^(\d{4})-T(\d)$/.exec(period) ?? []
  return quarter ? `${quarter === '1' ? '1er' : `${quarter}e`} trim. ${year}` : periodWords(period).replace(/^en /, '')
}

const MOST_POINTS = 24

/** A series for a small drawing, each period worded. */
export type ShortSeries = readonly { readonly period: string; readonly value: StatedValue }[]

/** The series up to the last number, without the gap before its first; one point a year when it has too many. */
export const shortSeries = ({ series, period }: SheetLine): ShortSeries => {
  const known = series.slice(
    series.findIndex(({ stated }) => stated.value !== null),
    series.findIndex((point) => point.period === period) + 1,
  )
  if (known.length <= MOST_POINTS)
    return known.map((point) => ({ period: periodLabel(point.period), value: point.stated }))
  return known
    .filter((point) => point.period.slice(4) === period.slice(4))
    .map((point) => ({ period: point.period.slice(0, 4), value: point.stated }))
}

/** Why figures are not there, in whole sentences: one a reason, names after it. */
export interface Absence {
  readonly why: string
  readonly names: readonly string[]
}

const WHY = {
  secret:
    'Secret statistique : trop peu de ménages ou de personnes sont concernés ici. Publier le chiffre pourrait les faire reconnaître.',
  missing: 'La source ne donne pas de chiffre pour ce lieu.',
  'not-yet': 'La source n’a pas encore publié ce chiffre.',
  'not-applicable': 'Sans objet ici : il n’y a rien à compter.',
} as const

/** What is missing because it is made here from what is missing. */
const UNMADE = {
  rebuilt:
    'Le chiffre ne peut pas être établi : les communes réunies depuis étaient encore séparées, et leurs chiffres ne suffisent pas à dire celui de l’ensemble.',
  'added-up':
    'Le total n’est pas donné : il faudrait le chiffre de toutes les communes, et il en manque, par exemple celui d’une commune que la source compte encore avec une autre. Additionner le reste donnerait un total faux.',
  'worked-out': 'Le calcul ne peut pas être fait : il part d’autres chiffres, et l’un d’eux manque ici.',
} as const
const isUnmade = ({ status, making }: SheetLine['stated']): boolean => status === 'missing' && making in UNMADE

/** What is missing on the page of a place and why, by reason. */
export const absences = (sheet: PlaceSheet): readonly Absence[] => {
  const lines = sheet.themes.flatMap((theme) => theme.lines).filter(({ stated }) => stated.value === null)
  const byStatus = (Object.keys(WHY) as (keyof typeof WHY)[]).map((status) => ({
    why: WHY[status],
    names: lines
      .filter(({ stated }) => stated.status === status && !isUnmade(stated))
      .map(({ definition }) => definition.name),
  }))
  const unmade = (Object.keys(UNMADE) as (keyof typeof UNMADE)[]).map((making) => ({
    why: UNMADE[making],
    names: lines
      .filter(({ stated }) => isUnmade(stated) && stated.making === making)
      .map((line) => (making === 'added-up' ? unsummedName(line) : line.definition.name)),
  }))
  const named = (definitions: readonly Definition[]) => definitions.map(({ name, producer }) => `${name} (${producer})`)
  const waiting = new Set(sheet.waiting)
  return [
    ...byStatus,
    ...unmade,
    {
      why: 'La source existe, mais elle ne dit rien de ce lieu.',
      names: named(sheet.silent.filter((definition) => !waiting.has(definition))),
    },
    { why: 'La source n’est pas encore dans le portail.', names: named(sheet.waiting) },
  ].filter(({ names }) => names.length > 0)
}

/** « Lieux de covoiturage (14 communes sans chiffre) »; the name alone when nothing is known by commune. */
const unsummedName = ({ definition, unknownMembers }: SheetLine): string =>
  unknownMembers > 0 ? `${definition.name} (${count(unknownMembers, 'commune')} sans chiffre)` : definition.name

/** « 3 chiffres que cette page montre d’habitude en premier n’existent pas ici : … » Null when none was passed over. */
export const passedOverSentence = ({ keyWithout }: PlaceSheet): string | null =>
  keyWithout.length === 0
    ? null
    : `${count(keyWithout.length, 'chiffre n’existe pas ici et a laissé sa place', 'chiffres n’existent pas ici et ont laissé leur place')} au suivant : ${keyWithout.map(({ shortName }) => shortName).join(', ')}.`
