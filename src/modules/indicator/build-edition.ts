import { conflict } from '../../kernel/errors.ts'
import type { Tables } from '../query/index.ts'
import type { GeographyStore, Level } from '../territory/index.ts'
import { addedUp, ratioOf } from './add-up.ts'
import { baseValues } from './base-values.ts'
import type { Definition, RowsFormula } from './definition.ts'
import { type Edition, type MadeValues, packEdition } from './edition.ts'
import type { Finding } from './findings.ts'
import { OLDEST } from './found-codes.ts'
import { lentBelow } from './lent-denominator.ts'
import type { SourceRecord } from './ports.ts'
import { readRows } from './read-rows.ts'
import { withRows } from './row-links.ts'
import { type Editions, workedOut } from './worked-out.ts'

export interface BuildDeps {
  readonly tables: Pick<Tables, 'group'>
  readonly geography: GeographyStore
  /** The version shown of a dataset; undefined when the portal does not have it. */
  readonly sourceOf: (dataset: string) => Promise<SourceRecord | undefined>
}

export interface BuiltEdition {
  readonly edition: Edition
  readonly sources: readonly SourceRecord[]
  readonly findings: readonly Finding[]
}

/** The same source is looked for once, for as long as one task lasts. */
export const rememberedSources = (sourceOf: BuildDeps['sourceOf']): BuildDeps['sourceOf'] => {
  const known = new Map<string, ReturnType<typeof sourceOf>>()
  return (dataset) => {
    const found = known.get(dataset) ?? sourceOf(dataset)
    known.set(dataset, found)
    return found
  }
}

/**
 * Works an indicator out: rows of datasets on today's boundaries, then larger places, then what comes from other
 * indicators. Null when none of its sources is in the portal. Findings of weight `refused` are for the caller to heed.
 */
export const buildEdition =
  (deps: BuildDeps) =>
  async (definition: Definition, editions: Editions): Promise<BuiltEdition | null> => {
    const made = new Map<Level, MadeValues>()
    const sources: SourceRecord[] = []
    const findings: Finding[] = []
    for (const formula of definition.formulas) {
      if (formula.kind === 'rows') {
        const source = await deps.sourceOf(formula.dataset)
        if (!source) continue
        sources.push(source)
        const { values, found } = await fromRows(deps, definition, formula, source, editions)
        for (const [level, of] of values) made.set(level, completed(made.get(level), of))
        findings.push(...found.map(withRows(formula, source)))
        continue
      }
      for (const level of definition.levels) {
        const values = workedOut(formula, editions, level)
        if (values.size > 0) made.set(level, completed(made.get(level), values))
      }
    }
    return made.size === 0 ? null : { edition: packEdition(made), sources, findings }
  }

/** Values with those of another formula, for the periods that the first do not give anywhere. */
const completed = (before: MadeValues | undefined, more: MadeValues): MadeValues => {
  if (!before) return more
  const given = new Set<string>()
  for (const periods of before.values()) for (const period of periods.keys()) given.add(period)
  const all = new Map(before)
  for (const [code, periods] of more) {
    const added = [...periods].filter(([period]) => !given.has(period))
    const of = all.get(code)
    if (!of || added.length > 0) all.set(code, new Map([...(of ?? []), ...added]))
  }
  return all
}

const fromRows = async (
  deps: BuildDeps,
  definition: Definition,
  formula: RowsFormula,
  source: SourceRecord,
  editions: Editions,
) => {
  const { levels } = definition
  const geography = await deps.geography.today()
  const [above, below, weights, movements] = await Promise.all([
    readRows(deps.tables, source.versionId, formula, formula.value),
    formula.over ? readRows(deps.tables, source.versionId, formula, formula.over) : null,
    formula.weights === undefined
      ? null
      : readRows(deps.tables, source.versionId, formula, { of: 'sum', column: formula.weights }),
    deps.geography.history(formula.level, OLDEST, geography.day),
  ])
  if (above.length === 0)
    throw conflict(`Aucune ligne de « ${source.title} » ne répond à la formule de « ${definition.name} ».`)
  const { parts: own, findings } = baseValues({ formula, above, below, weights, geography, movements })
  const lent = formula.overIndicator ? lentBelow(formula, editions, [...own.above.keys()]) : null
  const parts = lent ? { ...own, below: lent.below } : own
  const times = formula.times ?? 1
  const base = ratioOf(parts, times)
  const values = new Map<Level, MadeValues>()
  if (levels.includes(formula.level)) values.set(formula.level, base.values)
  if (formula.level === 'commune' && definition.upward !== 'none')
    for (const level of levels.filter((wanted) => wanted !== 'commune'))
      values.set(level, ratioOf(addedUp(parts, level, geography), times).values)
  return { values, found: [...findings, ...(lent?.findings ?? []), ...base.findings] }
}
