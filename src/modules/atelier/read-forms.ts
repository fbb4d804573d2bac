import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import type { Card, Dataset, Version } from '../catalog/index.ts'
import { Overrides } from '../ingest/index.ts'

export type Form = Readonly<Record<string, string>>

const orNull = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

/** The card that a form says. */
export const cardOf = (form: Form, frequency: Dataset['frequency']): Card => ({
  title: form.title ?? '',
  description: form.description ?? '',
  keywords: (form.keywords ?? '').split(','),
  theme: orNull(form.theme),
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
})

/**
 * The decisions that a form imposes: only what differs from what was found, so that the rest is found anew. What was
 * imposed before and is left as it stands stays imposed.
 */
export const overridesOf = (form: Form, version: Version, before: Overrides): Overrides => {
  const plain = ['encoding', 'separator', 'decimal', 'sheet', 'member', 'recordsPath'].flatMap((key) =>
    form[key]?.length ? [[key, form[key]]] : [],
  )
  const numbers = ['headerLine', 'headerRows'].flatMap((key) => (form[key]?.trim() ? [[key, Number(form[key])]] : []))
  const columns = Object.fromEntries(
    version.columns.flatMap((column, i) => {
      const found: Readonly<Record<string, string | null>> = {
        label: column.label,
        name: column.name,
        type: column.type,
        semantic: column.semantic,
        unit: column.unit,
      }
      const changed = Object.entries(found).flatMap(([key, value]) => {
        const typed = form[`${key}.${i}`]
        const wanted =
          typed === undefined
            ? value
            : typed.trim() === '' && (key === 'semantic' || key === 'unit')
              ? null
              : typed.trim()
        return wanted === value ? [] : [[key, wanted]]
      })
      const kept = { ...before.columns?.[String(i)], ...Object.fromEntries(changed) }
      return Object.keys(kept).length > 0 ? [[String(i), kept]] : []
    }),
  )
  const wanted = {
    ...Object.fromEntries([...plain, ...numbers]),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
  }
  if (!Value.Check(Overrides, wanted)) {
    const [first] = Value.Errors(Overrides, wanted)
    throw invalid(`Un des choix n’est pas possible : ${first?.instancePath ?? ''} ${first?.message ?? ''}.`)
  }
  return wanted
}
