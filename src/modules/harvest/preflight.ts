import { type Static, Type } from 'typebox'
import { fold } from '../../kernel/fold.ts'
import type { ColumnProfile, Version } from '../catalog/index.ts'
import { Axes, axesOf } from './axes.ts'
import { IndicatorMove } from './indicator-move.ts'
import type { Checks } from './source.ts'

const Share = Type.Number()
const Named = Type.Object({ code: Type.String(), name: Type.String() })

/** What would change for readers if a version took the place of the one before, and what of it is out of bounds. */
export const Preflight = Type.Object({
  /** Null when the dataset had no version. */
  rowsBefore: Type.Union([Type.Integer(), Type.Null()]),
  rowsAfter: Type.Integer(),
  rowsAdded: Type.Integer(),
  rowsRemoved: Type.Integer(),
  /** Null when rows could not be matched. */
  rowsChanged: Type.Union([Type.Integer(), Type.Null()]),
  columnsAdded: Type.Array(Type.String()),
  columnsRemoved: Type.Array(Type.String()),
  columnsRenamed: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
  columnsRetyped: Type.Array(Type.Object({ name: Type.String(), from: Type.String(), to: Type.String() })),
  /** Patterns of expected columns that no column answers to. */
  columnsMissing: Type.Array(Type.String()),
  /** Columns that lost filled cells: shares before and after. */
  emptied: Type.Array(Type.Object({ column: Type.String(), before: Share, after: Share })),
  /** Columns of numbers whose middle moved. */
  shifted: Type.Array(Type.Object({ column: Type.String(), before: Type.Number(), after: Type.Number() })),
  outOfRange: Type.Array(
    Type.Object({ column: Type.String(), value: Type.Number(), bound: Type.Number(), below: Type.Boolean() }),
  ),
  places: Type.Union([
    Type.Object({
      level: Type.String(),
      before: Type.Union([Type.Integer(), Type.Null()]),
      after: Type.Integer(),
      gained: Type.Integer(),
      lost: Type.Integer(),
      /** Twenty at most. */
      lostNames: Type.Array(Named),
      /** Places of the territory at that level, and how many of them are there. */
      home: Type.Integer(),
      homeThere: Type.Integer(),
      homeMissing: Type.Array(Named),
      /** Values that are places of another level, twenty at most: their rows would be counted twice. */
      others: Type.Optional(Type.Array(Type.String())),
    }),
    Type.Null(),
  ]),
  edition: Type.Union([Type.Object({ expected: Type.String(), found: Type.String() }), Type.Null()]),
  /** Absent when positions are where they should be. */
  axes: Type.Optional(Axes),
  /** Indicators that read the dataset; absent from proposals made before they were foreseen. */
  indicators: Type.Optional(Type.Array(IndicatorMove)),
})
export type Preflight = Static<typeof Preflight>

type Facts = Pick<Version, 'rowCount' | 'columns' | 'change'>

/** What `compareVersions` needs besides the two versions. */
export interface Around {
  readonly checks: Checks
  readonly places: Preflight['places']
  readonly edition: Preflight['edition']
}

/** The differences between two versions of a dataset, from what is known of each without reading their rows again. Comparing a version with itself finds none. */
export const compareVersions = (before: Facts | null, after: Facts, { checks, places, edition }: Around): Preflight => {
  const change = before ? after.change : null
  const gone = before ? before.columns.filter((c) => !sameName(c, after.columns)) : []
  const come = before ? after.columns.filter((c) => !sameName(c, before.columns)) : []
  const renamed = pairs(gone, come)
  const axes = axesOf(after.columns)
  const isRenamed = (c: ColumnProfile) => renamed.some(({ from, to }) => from === c || to === c)
  return {
    rowsBefore: before?.rowCount ?? null,
    rowsAfter: after.rowCount,
    rowsAdded: change?.rowsAdded ?? (before ? 0 : after.rowCount),
    rowsRemoved: change?.rowsRemoved ?? 0,
    rowsChanged: change ? change.rowsChanged : before ? 0 : null,
    columnsAdded: come.filter((c) => !isRenamed(c)).map(({ label }) => label),
    columnsRemoved: gone.filter((c) => !isRenamed(c)).map(({ label }) => label),
    columnsRenamed: renamed.map(({ from, to }) => ({ from: from.label, to: to.label })),
    columnsRetyped: both(before, after).flatMap(({ was, is }) =>
      was.type === is.type ? [] : [{ name: is.label, from: was.type, to: is.type }],
    ),
    columnsMissing: checks.columns.filter((pattern) => !columnOf(after.columns, pattern)),
    emptied: both(before, after).flatMap(({ was, is }) => {
      const [old, young] = [shareFilled(was, before?.rowCount ?? 0), shareFilled(is, after.rowCount)]
      return young < old ? [{ column: is.label, before: old, after: young }] : []
    }),
    shifted: both(before, after).flatMap(({ was, is }) => {
      const [old, young] = [middle(was), middle(is)]
      const wasNumber = isNumeric(was) && isNumeric(is)
      return wasNumber && old !== null && young !== null && old !== young
        ? [{ column: is.label, before: old, after: young }]
        : []
    }),
    outOfRange: (checks.ranges ?? []).flatMap((range) => beyond(after.columns, range)),
    places,
    edition,
    ...(axes ? { axes } : {}),
  }
}

/** The column that a pattern names, by its label or its name. */
export const columnOf = (columns: readonly ColumnProfile[], pattern: string): ColumnProfile | undefined => {
  const wanted = new RegExp(pattern, 'i')
  return columns.find(({ name, label }) => wanted.test(label.trim()) || wanted.test(name))
}

const sameName = ({ name }: ColumnProfile, columns: readonly ColumnProfile[]) => columns.find((c) => c.name === name)

const both = (before: Facts | null, after: Facts) =>
  after.columns.flatMap((is) => {
    const was = before && sameName(is, before.columns)
    return was ? [{ was, is }] : []
  })

/** A column that went and one that came are one, renamed, when their words are close or their values alike. */
const pairs = (gone: readonly ColumnProfile[], come: readonly ColumnProfile[]) => {
  const free = new Set(come)
  return gone.flatMap((from) => {
    const to = [...free].find((one) => closeWords(from, one)) ?? [...free].find((one) => alikeValues(from, one))
    if (!to) return []
    free.delete(to)
    return [{ from, to }]
  })
}

/** The same words but for digits: `CODGEO_2025`, `CODGEO_2026`. */
const closeWords = (a: ColumnProfile, b: ColumnProfile): boolean => {
  const bare = ({ label }: ColumnProfile) => fold(label).replaceAll(/\d+/g, '').replaceAll(' ', '')
  return bare(a) !== '' && bare(a) === bare(b)
}

const alikeValues = (a: ColumnProfile, b: ColumnProfile): boolean =>
  a.type === b.type &&
  a.semantic === b.semantic &&
  a.distinct > 1 &&
  b.distinct > 1 &&
  (a.min === b.min || a.max === b.max) &&
  Math.abs(a.distinct - b.distinct) <= 0.2 * Math.max(a.distinct, b.distinct)

const shareFilled = ({ filled }: ColumnProfile, rows: number): number => (rows === 0 ? 0 : filled / rows)

const isNumeric = ({ type, semantic }: ColumnProfile): boolean =>
  (type === 'integer' || type === 'number') && !['year', 'longitude', 'latitude'].includes(semantic ?? '')

/** The median, or the mean when the median is zero: it says nothing of a column of many zeros. */
const middle = ({ quantiles, mean }: ColumnProfile): number | null => {
  const median = quantiles?.[2] ?? null
  return median === null || median === 0 ? mean : median
}

const beyond = (
  columns: readonly ColumnProfile[],
  { column, min, max }: NonNullable<Checks['ranges']>[number],
): Preflight['outOfRange'] => {
  const found = columnOf(columns, column)
  if (!found) return []
  const [low, high] = [Number(found.min ?? Number.NaN), Number(found.max ?? Number.NaN)]
  return [
    ...(min !== undefined && low < min ? [{ column: found.label, value: low, bound: min, below: true }] : []),
    ...(max !== undefined && high > max ? [{ column: found.label, value: high, bound: max, below: false }] : []),
  ]
}
