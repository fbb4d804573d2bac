import type { Cell, Measure, Tables } from '../src/modules/query/index.ts'
import { memoryTables } from './memory-tables.ts'

type Row = Readonly<Record<string, Cell>>

/** Rows held in memory, grouped one by one: what a formula asks of a version, without any file. */
export const groupedTables = (rows: readonly Row[]): Pick<Tables, 'group'> => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name) => ({
    name,
    label: name,
    type: rows.some((row) => typeof row[name] === 'string') ? ('text' as const) : ('number' as const),
    semantic: null,
    unit: null,
  }))
  const table = { columns, rows: rows.map((row) => names.map((name) => row[name] ?? null)) }
  const cells = (group: readonly (readonly Cell[])[], name: string) =>
    group.map((row) => row[names.indexOf(name)] ?? null)
  return {
    async group(_, { by, measures, where }) {
      const page = { select: null, where, sort: [], limit: Number.MAX_SAFE_INTEGER, offset: 0 }
      const { rows: kept } = await memoryTables({ v: table }).rows('v', page)
      const groups = new Map<string, (readonly Cell[])[]>(by.length === 0 ? [['[]', []]] : [])
      for (const row of kept) {
        const key = JSON.stringify(by.map((name) => row[names.indexOf(name)] ?? null))
        groups.set(key, [...(groups.get(key) ?? []), row])
      }
      return {
        columns: [...by, ...measures.map(({ as }) => as)],
        rows: [...groups].map(([key, group]) => [
          ...(JSON.parse(key) as Cell[]),
          ...measures.map(({ of, column }) =>
            measured(of, column === null ? null : cells(group, column), group.length),
          ),
        ]),
      }
    },
  }
}

const measured = (of: Measure['of'], cells: readonly Cell[] | null, lines: number): Cell => {
  if (cells === null) return lines
  const filled = cells.filter((cell) => cell !== null)
  if (of === 'count') return filled.length
  if (of === 'distinct') return new Set(filled).size
  if (filled.length === 0) return null
  const numbers = filled.map(Number).toSorted((a, b) => a - b)
  const sum = numbers.reduce((total, number) => total + number, 0)
  if (of === 'sum') return sum
  if (of === 'avg') return sum / numbers.length
  if (of === 'median')
    return (
      ((numbers[Math.floor((numbers.length - 1) / 2)] ?? 0) + (numbers[Math.ceil((numbers.length - 1) / 2)] ?? 0)) / 2
    )
  return (of === 'min' ? numbers[0] : numbers.at(-1)) ?? null
}
