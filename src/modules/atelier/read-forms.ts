import type { Card, Dataset, Version } from '../catalog/index.ts'
import { type Overrides, sameTable, typedOverrides } from '../ingest/index.ts'

export type Form = Readonly<Record<string, string>>

const orNull = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

/** The card that a form says. */
export const cardOf = (form: Form, frequency: Dataset['frequency']): Card => ({
  title: form.title ?? '',
  description: form.description ?? '',
  keywords: (form.keywords ?? '').split(','),
  theme: orNull(form.theme),
  localThemes: (form.localThemes ?? '').split(','),
  licence: orNull(form.licence),
  producer: orNull(form.producer),
  contact: orNull(form.contact),
  frequency,
  temporalStart: orNull(form.temporalStart),
  temporalEnd: orNull(form.temporalEnd),
  territory: orNull(form.territory),
  provenance: form.provenance ?? '',
  sourceUrl: orNull(form.sourceUrl),
  legalBasis: orNull(form.legalBasis),
})

/** A card as its form shows it. */
export const formOf = (dataset: Dataset): Form => ({
  ...Object.fromEntries(
    Object.entries(dataset).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  ),
  keywords: dataset.keywords.join(', '),
  localThemes: dataset.localThemes.join(', '),
})

/**
 * The decisions that a form imposes: only what differs from what was found, so that the rest is found anew. What was
 * imposed before and is left as it stands stays imposed, unless another table is to be read.
 */
export const overridesOf = (form: Form, version: Version, before: Overrides): Overrides => {
  const file = typedOverrides(form, {})
  const previous = sameTable(file, before) ? before.columns : undefined
  const columns = Object.fromEntries(
    version.columns.map((column, i) => [String(i), { ...previous?.[String(i)], ...changed(form, column, i) }]),
  )
  return typedOverrides(form, columns)
}

const CHOICES = ['name', 'label', 'type', 'semantic', 'unit'] as const

const changed = (form: Form, column: Version['columns'][number], i: number): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    CHOICES.flatMap((key) => {
      const typed = form[`${key}.${i}`]?.trim()
      const wanted = typed === '' && (key === 'semantic' || key === 'unit') ? null : typed
      return wanted === undefined || wanted === column[key] ? [] : [[key, wanted]]
    }),
  )
