import { dependentsOf } from './edit-indicators.ts'
import type { IndicatorRecord } from './ports.ts'

/** The indicators worked out from a dataset, near or far, in the order given; `names`: its identifier and its slug, as formulas may call it. */
export const readersOf = (
  records: readonly IndicatorRecord[],
  names: readonly string[],
): readonly IndicatorRecord[] => {
  const near = records.filter(({ definition }) =>
    definition.formulas.some((formula) => formula.kind === 'rows' && names.includes(formula.dataset)),
  )
  const all = new Set(near.flatMap(({ definition: { slug } }) => [slug, ...dependentsOf(records, slug)]))
  return records.filter(({ definition }) => all.has(definition.slug))
}
