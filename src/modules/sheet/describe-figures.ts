import { fold } from '../../kernel/fold.ts'
import { licenceOf } from '../catalog/index.ts'
import {
  changeWords,
  isTelling,
  type PlaceSheet,
  periodWords,
  rankWords,
  type SheetLine,
  statedText,
  unitFor,
} from '../indicator/index.ts'
import { type Level, type Place, titleOf } from '../territory/index.ts'
import type { KeyCard, RankStrips, SheetContent, SheetRow } from './sheet-content.ts'

const MOST_KEYS = 6
const MOST_STRIPS = 7

type Figures = Pick<SheetContent, 'keys' | 'ranks' | 'beside' | 'themes' | 'missing' | 'sources' | 'notes'>

/** What indicators tell of a place: the most telling as cards and strips, all of them as rows, their sources, what is missing. */
export const describeFigures = (place: Place, sheet: PlaceSheet): Figures => {
  const themes = inOrder(sheet)
  const chosen = themes.flatMap(({ lines }) => lines).toSorted((a, b) => a.precedence - b.precedence)
  const sources = sourcesOf(themes.flatMap(({ lines }) => lines.map(({ line }) => line)))
  const beside = besideOf(chosen.map(({ line }) => line))
  const numbered = chosen.filter(({ line }) => line.stated.value !== null)
  const made = chosen.some(({ line }) => isMade(line))
  return {
    keys: numbered.slice(0, MOST_KEYS).map(({ line }) => cardOf(line, place.level)),
    ranks: stripsOf(
      numbered.map(({ line }) => line),
      sheet,
      place.level,
    ),
    beside: beside.map((other) => (other.level === 'epci' ? 'Interco.' : titleOf(other))),
    themes: themes.map(({ name, lines }) => ({
      name,
      rows: lines.map(({ line, precedence }) => ({
        ...rowOf(line, place.level, beside),
        source: sources.findIndex(({ key }) => key === sourceKey(line)) + 1,
        precedence,
      })),
    })),
    missing: sheet.silent.map(({ name }) => name),
    sources: sources.map(({ text }) => text),
    notes: [
      ...(sheet.peers ? [`Place : rang parmi les ${sheet.peers.group}, le chiffre le plus haut d’abord.`] : []),
      ...(made ? ['* Additionné commune par commune, ou calculé par le portail à partir de chiffres publiés.'] : []),
    ],
  }
}

interface Chosen {
  readonly line: SheetLine
  readonly precedence: number
}

/** Themes that hold key figures first; the precedence of lines goes round the themes, so that each keeps its best. */
const inOrder = (sheet: PlaceSheet): readonly { readonly name: string; readonly lines: readonly Chosen[] }[] => {
  const themes = sheet.themes
    .map(({ name, lines }) => ({ name, lines: lines.toSorted((a, b) => weight(a) - weight(b)) }))
    .toSorted((a, b) => firstKey(a.lines) - firstKey(b.lines))
  return themes.map(({ name, lines }, i) => ({
    name,
    lines: lines.map((line, j) => ({
      line,
      precedence:
        line.definition.key ??
        100 + (line.stated.value === null ? 20_000 : line.stated.value === 0 ? 10_000 : 0) + j * 100 + i,
    })),
  }))
}

const NO_KEY = 1000
const firstKey = (lines: readonly SheetLine[]): number =>
  Math.min(NO_KEY, ...lines.flatMap(({ definition }) => definition.key ?? []))

/** Key figures, then those that people judge good or bad, then the others, then zeros, then those without a number. */
const weight = ({ definition, stated }: SheetLine): number => {
  if (stated.value === null) return NO_KEY
  if (definition.key !== undefined) return definition.key
  return stated.value === 0 ? (NO_KEY * 3) / 4 : definition.better === 'neither' ? NO_KEY / 2 : NO_KEY / 4
}

const isMade = ({ stated }: SheetLine): boolean => stated.value !== null && stated.making !== 'published'

/** A place beside has a column when this part of the figures are known of it. */
const WORTH_A_COLUMN = 1 / 5

const besideOf = (lines: readonly SheetLine[]): readonly Place[] => {
  const places = new Map(lines.flatMap(({ around }) => around.map(({ place }) => [place.id, place] as const)))
  const known = (id: string) =>
    lines.filter(({ around }) => around.some(({ place, stated }) => place.id === id && stated.value !== null)).length
  return [...places.values()].filter(({ id }) => known(id) > lines.length * WORTH_A_COLUMN)
}

/** Whether a name already says its unit: « Collèges », « Entrées des musées ». */
const names = (name: string, unit: string | null): boolean => unit !== null && fold(name).startsWith(fold(unit))

/** « % » and « € » stand with their number; longer units with the name. */
const SHORT_UNITS: ReadonlySet<string | null> = new Set(['%', '€'])

/** A short unit is not cut at the end of a line. */
const inOne = (unit: string | null): string =>
  unit === null ? '' : unit.length < 14 ? unit.replaceAll(' ', '\u00A0') : unit

const abridged = (text: string): string => text.replace('trimestre', 'trim.')
const whenOf = ({ period }: SheetLine): string => abridged(periodWords(period).replace(/^(en|au) /, ''))
const changeOf = ({ definition, before, stated }: SheetLine): string =>
  definition.kind === 'flow' ? '' : (changeWords(before, stated, definition) ?? '')

/** Whether there is a rank to tell: among enough places, and not shared by most. */
const isRanked = (rank: SheetLine['rank']): rank is NonNullable<SheetLine['rank']> =>
  rank !== null && rank.of > 2 && isTelling(rank)

const rowOf = (line: SheetLine, level: Level, beside: readonly Place[]): Omit<SheetRow, 'source' | 'precedence'> => {
  const { definition, stated, rank, around } = line
  const short = SHORT_UNITS.has(definition.unit)
  return {
    label: definition.shortName,
    unit: short || stated.value === null || names(definition.shortName, definition.unit) ? '' : inOne(definition.unit),
    value: statedText(stated, definition, short),
    known: stated.value !== null,
    when: whenOf(line),
    change: abridged(changeOf(line)),
    beside: beside.map(({ id }) => {
      const other = around.find(({ place }) => place.id === id)?.stated
      return other && other.value !== null ? statedText(other, definition, short) : ''
    }),
    rank: isRanked(rank) ? `${rankWords(rank, level)} / ${rank.of}` : '',
    made: isMade(line),
  }
}

const cardOf = (line: SheetLine, level: Level): KeyCard => {
  const { definition, stated, rank, series } = line
  const short = SHORT_UNITS.has(definition.unit)
  return {
    label: definition.shortName,
    value: statedText(stated, definition, short),
    unit: short ? '' : (unitFor(stated.value ?? 0, definition.unit) ?? ''),
    when: periodWords(line.period),
    change: changeOf(line),
    rank: isRanked(rank) ? `${rankWords(rank, level)} sur ${rank.of} parmi ses pairs` : '',
    source: definition.producer,
    series: series
      .filter(({ period }) => period <= line.period)
      .map(({ period, stated: past }) => ({
        value: past.value,
        words: `${statedText(past, definition)} ${periodWords(period)}`,
      })),
  }
}

const stripsOf = (lines: readonly SheetLine[], sheet: PlaceSheet, level: Level): RankStrips | null => {
  const rows = lines.flatMap((line) => {
    const { rank, definition } = line
    if (!isRanked(rank) || rank.quantile === null) return []
    const words = `${rankWords(rank, level)} sur ${rank.of}`
    return [{ label: definition.shortName, words, quantile: rank.quantile, when: whenOf(line) }]
  })
  if (!sheet.peers || rows.length === 0) return null
  return { sentence: sheet.peers.sentence, rows: rows.slice(0, MOST_STRIPS) }
}

const sourceKey = ({ definition }: SheetLine): string => `${definition.producer} ${definition.licence}`

/** One text a producer and a licence: « INSEE, chiffres de 2021 à 2023 (Licence Ouverte 2.0) ». */
const sourcesOf = (lines: readonly SheetLine[]): readonly { readonly key: string; readonly text: string }[] => {
  const firsts = new Map<string, SheetLine['definition']>()
  for (const line of lines) if (!firsts.has(sourceKey(line))) firsts.set(sourceKey(line), line.definition)
  return [...firsts].map(([key, { producer, licence }]) => {
    const years = lines.filter((line) => sourceKey(line) === key).map(({ period }) => period.slice(0, 4))
    const [first = '', last = ''] = [years.toSorted()[0], years.toSorted().at(-1)]
    const when = first === last ? `chiffres de ${first}` : `chiffres de ${first} à ${last}`
    return { key, text: `${producer}, ${when} (${licenceOf(licence)?.title ?? licence})` }
  })
}
