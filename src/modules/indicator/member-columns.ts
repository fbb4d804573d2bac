import type { MemberColumn } from '../territory/index.ts'
import { valueAt } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { periodLabel } from './sheet-words.ts'
import { statedText } from './stated-words.ts'

/** Columns of a table of communes: some indicators at the last period of each, those known of communes. */
export const memberColumns = (shown: readonly ShownIndicator[], slugs: readonly string[]): readonly MemberColumn[] =>
  slugs.flatMap((slug) => {
    const found = shown.find(({ definition }) => definition.slug === slug)
    const period = found?.edition.periods.at(-1)
    if (!found || period === undefined || !found.edition.levels.has('commune')) return []
    const { definition, edition } = found
    return [
      {
        slug,
        label: definition.shortName,
        note: [definition.unit, periodLabel(period)].filter(Boolean).join(', '),
        of: (commune: string) => {
          const stated = valueAt(edition, 'commune', commune, period)
          return { text: statedText(stated, definition, false), value: stated.value }
        },
      },
    ]
  })
