import { type Static, Type } from 'typebox'
import { CatalogueEntry } from './catalogue-entry.ts'
import type { Word } from './recognise.ts'

const text = Type.Union([Type.String(), Type.Null()])

/** A dataset of which a person is asked whether it is this one. */
export const Likeness = Type.Object({
  /** Key of the other trace. */
  other: Type.String(),
  title: Type.String(),
  /** Where to look at it. */
  href: text,
  reasons: Type.Array(Type.String()),
})
export type Likeness = Static<typeof Likeness>

/** An entry of a catalogue, and all that was decided and recognised of it. */
export const KnownEntry = Type.Object({
  portal: Type.String(),
  identifier: Type.String(),
  /** Made at first sight for ever: name of its source, and identifier of the dataset that it may fill. */
  name: Type.String(),
  entry: CatalogueEntry,
  /** What the person who took it chose; null while nobody did. */
  taken: Type.Union([
    Type.Object({ producer: Type.String(), licence: Type.String(), by: Type.String(), at: Type.String() }),
    Type.Null(),
  ]),
  /** The dataset that it is another origin of, and why. */
  linkedTo: text,
  because: Type.Array(Type.String()),
  doubts: Type.Array(Likeness),
  firstSeen: Type.String(),
  lastSeen: Type.String(),
  /** When something of it last changed where it comes from, and what. */
  changedAt: text,
  changes: Type.Array(Type.String()),
  /** When it was first missing from its catalogue; null when it is there. */
  vanishedAt: text,
})
export type KnownEntry = Static<typeof KnownEntry>

/** How the last reading of a catalogue ended. */
export const PortalLook = Type.Object({
  portal: Type.String(),
  /** When it was last read well. */
  readAt: text,
  entries: Type.Integer(),
  unreadable: Type.Integer(),
  whole: Type.Boolean(),
  failingSince: text,
  failure: text,
})
export type PortalLook = Static<typeof PortalLook>

/** A dataset of the catalogue as recognition needs it. */
export interface KnownDataset {
  readonly id: string
  readonly slug: string
  readonly title: string
  /** False for a draft. */
  readonly published: boolean
  readonly producer: string | null
  readonly sourceUrl: string | null
  /** SHA-256 of the file of the version that readers see, when it has rows. */
  readonly sha256: string | null
  readonly columns: readonly string[]
}

export interface PortalStore {
  readonly looks: () => Promise<readonly PortalLook[]>
  readonly saveLook: (look: PortalLook) => Promise<void>
  /** Of one portal, or of all: by title. */
  readonly entries: (portal?: string) => Promise<readonly KnownEntry[]>
  /** Those that fill a dataset, or are another origin of it, and are still in their catalogues. */
  readonly entriesOf: (datasetId: string) => Promise<readonly KnownEntry[]>
  readonly entry: (name: string) => Promise<KnownEntry | undefined>
  /** What was taken stays taken, whatever is saved later. */
  readonly saveEntries: (entries: readonly KnownEntry[]) => Promise<void>
  readonly words: () => Promise<readonly Word[]>
  /** Keeps what a person said of two traces; what was said before of the same two is replaced. */
  readonly saveWord: (word: Word, by: string, at: Date) => Promise<void>
  /** Gives false when nothing had been said of these two. */
  readonly forgetWord: (one: string, other: string) => Promise<boolean>
}

/** Where an entry stands, for whoever chooses. */
export type EntryStanding = 'doubtful' | 'proposed' | 'taken' | 'linked'

export const standingOfEntry = ({
  linkedTo,
  taken,
  doubts,
}: Pick<KnownEntry, 'linkedTo' | 'taken' | 'doubts'>): EntryStanding => {
  if (linkedTo !== null) return 'linked'
  if (doubts.length > 0) return 'doubtful'
  return taken ? 'taken' : 'proposed'
}

/** Where an entry stands, in words. */
export const ENTRY_STANDING_WORDS: Readonly<Record<EntryStanding, string>> = {
  doubtful: 'à décider',
  proposed: 'proposé',
  taken: 'repris',
  linked: 'déjà ici',
}
