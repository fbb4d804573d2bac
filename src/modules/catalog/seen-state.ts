import { createHash } from 'node:crypto'
import type { Attachment, Dataset, DatasetStatus } from './dataset.ts'

/** The state of a dataset that a person has before their eyes: what a form shows is what it may publish, and nothing else. */
export interface SeenState {
  /** The version in place; empty when there is none. */
  readonly version: string
  readonly status: string
  /** The print of the card and of the documents beside it. */
  readonly card: string
}

/** The state of a dataset, short enough for a form. Dates do not count: a card saved again as it was has not changed. */
export const stateOf = (dataset: Dataset, attachments: readonly Attachment[]): SeenState => {
  const { versionId, status, createdAt: _, updatedAt: __, ...card } = dataset
  const told = JSON.stringify([card, attachments.map(({ id }) => id).toSorted()])
  return { version: versionId ?? '', status, card: createHash('sha256').update(told).digest('hex').slice(0, 16) }
}

/** The print of what a card says, whatever documents lie beside it: what its form carries. */
export const cardPrint = (dataset: Dataset): string => stateOf(dataset, []).card

const STATUS_NOW: Readonly<Record<DatasetStatus, string>> = {
  draft: 'Il est redevenu un brouillon.',
  published: 'Il a été mis en ligne.',
  archived: 'Il a été archivé.',
}

/** What moved since a person looked, in French sentences; null when they saw the dataset as it is. `number`: that of the version in place. */
export const movedSince = (
  seen: SeenState,
  dataset: Dataset,
  attachments: readonly Attachment[],
  number: number | null,
): string | null => {
  const now = stateOf(dataset, attachments)
  const moved = [
    seen.status === now.status ? '' : STATUS_NOW[dataset.status],
    seen.version === now.version
      ? ''
      : number === null
        ? 'Le fichier a été retiré.'
        : `Un autre fichier a été déposé ou choisi : la version en place est maintenant la version ${number}.`,
    seen.card === now.card ? '' : 'La fiche ou les documents joints ont changé.',
  ].filter((sentence) => sentence !== '')
  return moved.length === 0 ? null : moved.join(' ')
}
