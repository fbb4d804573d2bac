import { notFound } from '../../kernel/errors.ts'
import type { Definition } from './definition.ts'
import type { Edition } from './edition.ts'
import { type Difference, differenceOf } from './edition-difference.ts'
import type { DefinitionStore, EditionFiles, EditionRecord, IndicatorStore } from './ports.ts'

/** The editions of an indicator, for as long as the portal lives: what is quoted from one can be read again. */
export interface KeptEditions {
  /** What the indicator is now, and its editions, newest first; those of an indicator withdrawn too. */
  readonly list: (slug: string) => Promise<ListedEditions>
  readonly read: (slug: string, number: number) => Promise<ReadEdition>
  /** What an edition changed, compared with another: the one before it when none is named; null for the first. */
  readonly difference: (slug: string, number: number, since?: number) => Promise<EditionsCompared | null>
}

export interface ListedEditions {
  readonly definition: Definition
  /** Number of the edition shown. */
  readonly shown: number | null
  readonly editions: readonly EditionRecord[]
}

export interface ReadEdition {
  readonly definition: Definition
  readonly record: EditionRecord
  readonly edition: Edition
}

export interface EditionsCompared {
  readonly definition: Definition
  readonly before: EditionRecord
  readonly after: EditionRecord
  readonly difference: Difference
}

interface KeptDeps {
  readonly store: Pick<IndicatorStore, 'editions'> & Pick<DefinitionStore, 'find'>
  readonly files: Pick<EditionFiles, 'read'>
}

/** Editions kept, as they were built. The last difference asked is remembered: its pages are read one after the other. */
export const keptEditions = ({ store, files }: KeptDeps): KeptEditions => {
  let last: { readonly key: string; readonly compared: Promise<EditionsCompared> } | undefined
  const list = async (slug: string): Promise<ListedEditions> => {
    const record = await store.find(slug)
    if (!record) throw notFound('L’indicateur', slug)
    return {
      definition: record.definition,
      shown: record.edition?.number ?? null,
      editions: await store.editions(slug),
    }
  }
  const numbered = (editions: readonly EditionRecord[], number: number): EditionRecord => {
    const found = editions.find((one) => one.number === number)
    if (!found) throw notFound('L’édition', String(number))
    return found
  }
  return {
    list,
    async read(slug, number) {
      const { definition, editions } = await list(slug)
      const record = numbered(editions, number)
      return { definition: record.definition ?? definition, record, edition: await files.read(record.id) }
    },
    async difference(slug, number, since) {
      const { definition, editions } = await list(slug)
      const after = numbered(editions, number)
      const before = since === undefined ? editions.find((one) => one.number < number) : numbered(editions, since)
      if (!before) return null
      const key = `${before.id} ${after.id}`
      const compared = async () => ({
        definition: after.definition ?? definition,
        ...{ before, after },
        difference: differenceOf(await files.read(before.id), await files.read(after.id)),
      })
      if (last?.key !== key) last = { key, compared: compared() }
      const { compared: asked } = last
      asked.catch(() => {
        last = undefined
      })
      return asked
    },
  }
}
