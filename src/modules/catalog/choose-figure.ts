import type { Column, Expr, Tables } from '../query/index.ts'
import type { ColumnProfile, Version } from './version.ts'

/** The figure that suits the data, or none: a map for places, a line for years, bars for categories. */
export type ChosenFigure =
  | {
      readonly kind: 'map'
      readonly points: readonly (readonly [number, number])[]
      readonly shapes: readonly string[]
      readonly total: number
    }
  | {
      readonly kind: 'line'
      readonly measure: Column
      readonly how: 'sum' | 'avg'
      readonly points: readonly { readonly x: number; readonly value: number }[]
    }
  | {
      readonly kind: 'bars'
      readonly category: Column
      readonly measure: Column | null
      readonly bars: readonly { readonly label: string; readonly value: number }[]
    }

const MAX_POINTS = 2000
const MAX_SHAPES = 600

/** Decides by rule from the columns, then asks the rows, under the filter in force. */
export const chooseFigure = async (
  tables: Tables,
  version: Version,
  where: Expr | null,
): Promise<ChosenFigure | null> => {
  if (version.rowCount < 2) return null
  const measure = measureOf(version.columns)
  return (
    (await mapOf(tables, version, where)) ??
    (await lineOf(tables, version, where, measure)) ??
    (await barsOf(tables, version, where, measure))
  )
}

const NOT_MEASURES = ['year', 'latitude', 'longitude', 'commune', 'postcode']

/** Money first, then counts of people, then any number that is not a rank, a code or a coordinate. */
const measureOf = (columns: readonly ColumnProfile[]): ColumnProfile | null => {
  const numbers = columns.filter(
    (c) => (c.type === 'integer' || c.type === 'number') && !NOT_MEASURES.includes(c.semantic ?? '') && c.distinct > 2,
  )
  return (
    numbers.find((c) => c.semantic === 'money') ??
    numbers.find((c) => /popul|effectif|nombre|nb|total/.test(c.name)) ??
    numbers[0] ??
    null
  )
}

const mapOf = async (tables: Tables, version: Version, where: Expr | null): Promise<ChosenFigure | null> => {
  const geometry = version.columns.find((c) => c.type === 'geometry')
  const [x, y] = (['longitude', 'latitude'] as const).map((semantic) =>
    version.columns.find((c) => c.semantic === semantic && c.type === 'number'),
  )
  const names = geometry ? [geometry.name] : x && y ? [x.name, y.name] : []
  if (names.length === 0 || !version.bbox) return null
  const page = await tables.rows(version.id, { select: names, where, sort: [], limit: MAX_POINTS, offset: 0 })
  if (!geometry) {
    const points = page.rows.flatMap(([a, b]) =>
      typeof a === 'number' && typeof b === 'number' ? [[a, b] as const] : [],
    )
    return points.length > 0 ? { kind: 'map', points, shapes: [], total: page.total } : null
  }
  const texts = page.rows.flatMap(([text]) => (typeof text === 'string' ? [text] : []))
  const points = texts.flatMap((text) => {
    const found = /^\{"type":"Point","coordinates":\[(-?[\d.]+),(-?[\d.]+)/.exec(text.replaceAll(' ', ''))
    return found ? [[Number(found[1]), Number(found[2])] as const] : []
  })
  if (points.length > 0) return { kind: 'map', points, shapes: [], total: page.total }
  return texts.length > 0 && page.total <= MAX_SHAPES
    ? { kind: 'map', points: [], shapes: texts, total: page.total }
    : null
}

/** The year that rows are about: of those that there are, the one that most rows have (few museums have a year of closing). */
const yearOf = (columns: readonly ColumnProfile[]): ColumnProfile | undefined =>
  columns
    .filter((c) => c.semantic === 'year' && c.distinct >= 2 && c.distinct <= 80)
    .toSorted((a, b) => b.filled - a.filled)[0]

const lineOf = async (
  tables: Tables,
  version: Version,
  where: Expr | null,
  measure: ColumnProfile | null,
): Promise<ChosenFigure | null> => {
  const year = yearOf(version.columns)
  if (!year || !measure) return null
  const how =
    measure.unit === '%' || measure.unit === '€/m²' || /taux|part|indice|ips|median|moyen/.test(measure.name)
      ? 'avg'
      : 'sum'
  const page = await tables.group(version.id, {
    by: [year.name],
    measures: [{ of: how, column: measure.name, as: 'valeur' }],
    where,
    sort: [],
    limit: 100,
  })
  const points = page.rows.flatMap(([x, value]) =>
    typeof x === 'number' && typeof value === 'number' ? [{ x, value }] : [],
  )
  return points.length >= 2 ? { kind: 'line', measure, how, points } : null
}

const barsOf = async (
  tables: Tables,
  version: Version,
  where: Expr | null,
  measure: ColumnProfile | null,
): Promise<ChosenFigure | null> => {
  const category = version.columns.find(
    (c) => c.type === 'text' && c.distinct >= 2 && c.distinct <= 40 && c.filled > version.rowCount / 2,
  )
  const summed =
    measure &&
    measure.unit !== '%' &&
    (measure.semantic === 'money' || /popul|effectif|nombre|nb|total/.test(measure.name))
      ? measure
      : null
  if (!category) return null
  const of = summed
    ? ({ of: 'sum', column: summed.name, as: 'valeur' } as const)
    : ({ of: 'count', column: null, as: 'valeur' } as const)
  const page = await tables.group(version.id, {
    by: [category.name],
    measures: [of],
    where,
    sort: [{ column: 'valeur', descending: true }],
    limit: 10,
  })
  const bars = page.rows.flatMap(([label, value]) =>
    label !== null && typeof value === 'number' ? [{ label: String(label), value }] : [],
  )
  return bars.length >= 2 ? { kind: 'bars', category, measure: summed, bars } : null
}
