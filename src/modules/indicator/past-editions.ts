import { recent } from '../../kernel/recent.ts'
import type { Definition } from './definition.ts'
import type { Edition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import type { EditionFiles, EditionRecord } from './ports.ts'

/** An edition with the definition that it was made from, whatever is said of the indicator today. */
export interface ArchivedRecord {
  readonly definition: Definition
  readonly edition: EditionRecord
}

/** Every edition ever built: none is removed, none changes. */
export interface EditionArchive {
  get(indicator: string, number: number): Promise<ArchivedRecord | undefined>
  /**
   * Of each indicator named, the last edition built when the one of that identifier was, its first one when none was yet;
   * those that have no edition at all are absent. Editions only ever come after, so that the answer stays.
   */
  besides(editionId: string, indicators: readonly string[]): Promise<readonly ArchivedRecord[]>
}

/** Editions that are shown no more, with their values. */
export interface PastEditions {
  readonly get: (indicator: string, number: number) => Promise<ShownIndicator | undefined>
  readonly besides: (editionId: string, indicators: readonly string[]) => Promise<readonly ShownIndicator[]>
}

/** Values of so many editions at most are kept in memory, those read last. */
const KEPT = 12

/** Reads old editions from their files, and keeps the last ones read. */
export const pastEditions = (archive: EditionArchive, files: Pick<EditionFiles, 'read'>): PastEditions => {
  const values = recent<Edition>(KEPT)
  const withValues = async ({ definition, edition }: ArchivedRecord): Promise<ShownIndicator> => ({
    definition,
    record: edition,
    edition: await values(edition.id, () => files.read(edition.id)),
  })
  return {
    get: async (indicator, number) => {
      const found = await archive.get(indicator, number)
      return found && withValues(found)
    },
    besides: async (editionId, indicators) =>
      Promise.all((await archive.besides(editionId, indicators)).map(withValues)),
  }
}
