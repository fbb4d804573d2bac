import type { Definition } from './definition.ts'
import type { Edition } from './edition.ts'
import type { EditionFiles, EditionRecord, IndicatorStore } from './ports.ts'

/** An indicator that can be shown: what it is, where its values come from, and its values. */
export interface ShownIndicator {
  readonly definition: Definition
  readonly record: EditionRecord
  readonly edition: Edition
}

/** Indicators as pages read them: their words from memory, read again when one changed, their values by blocks. */
export interface KnownIndicators {
  /** Those that have values, in the order of themes and names. */
  readonly shown: () => Promise<readonly ShownIndicator[]>
  readonly get: (slug: string) => Promise<ShownIndicator | undefined>
  /** Definitions that wait for data. */
  readonly waiting: () => Promise<readonly Definition[]>
}

/** Keeps the editions shown open; each reads its values when they are asked for. */
export const knownIndicators = (
  store: Pick<IndicatorStore, 'list' | 'revision'>,
  files: Pick<EditionFiles, 'read'>,
): KnownIndicators => {
  const editions = new Map<string, Promise<Edition>>()
  let known: Promise<{ readonly shown: readonly ShownIndicator[]; readonly waiting: readonly Definition[] }> | undefined
  let at = ''
  const editionOf = (id: string) => {
    const reading = editions.get(id) ?? files.read(id)
    editions.set(id, reading)
    reading.catch(() => editions.delete(id))
    return reading
  }
  const read = async () => {
    const records = await store.list()
    const shown = await Promise.all(
      records.flatMap(({ definition, edition }) =>
        edition
          ? [
              editionOf(edition.id).then((values) => ({
                // An earlier edition keeps the words and the unit that its values were made for.
                definition: edition.definition ?? definition,
                record: edition,
                edition: values,
              })),
            ]
          : [],
      ),
    )
    const current = new Set(shown.map(({ record }) => record.id))
    for (const id of editions.keys()) if (!current.has(id)) editions.delete(id)
    return { shown, waiting: records.flatMap(({ definition, edition }) => (edition ? [] : [definition])) }
  }
  const current = async () => {
    const revision = await store.revision()
    if (!known || revision !== at) {
      at = revision
      known = read()
      known.catch(() => {
        known = undefined
      })
    }
    return known
  }
  return {
    shown: async () => (await current()).shown,
    get: async (slug) => (await current()).shown.find(({ definition }) => definition.slug === slug),
    waiting: async () => (await current()).waiting,
  }
}
