import { formatDate } from '../../../../kernel/french.ts'
import { fileToTake } from '../catalogue-entry.ts'
import type { ProposedCard } from '../entry-source.ts'
import { type KnownEntry, standingOfEntry } from '../ports.ts'

/** The lists of a portal’s page. */
export type View = 'a-decider' | 'proposes' | 'repris' | 'deja-ici' | 'changes'

/** Their names, in the order of the page. */
export const VIEWS: Readonly<Record<View, string>> = {
  'a-decider': 'À décider',
  proposes: 'Proposés',
  repris: 'Repris',
  'deja-ici': 'Déjà ici',
  changes: 'Changés ou disparus',
}

/** The lists that a portal’s page shows: a retired one proposes nothing, and asks nothing. */
export const viewsOf = (retired: boolean): readonly View[] =>
  retired ? ['repris', 'deja-ici', 'changes'] : (Object.keys(VIEWS) as View[])

/** Whether an entry is in a list. Those that vanished and that nobody took are only in the last one. */
export const isIn = (view: View, known: KnownEntry): boolean => {
  const standing = standingOfEntry(known)
  const there = known.vanishedAt === null || known.taken !== null
  switch (view) {
    case 'a-decider':
      return there && standing === 'doubtful'
    case 'proposes':
      return there && standing === 'proposed'
    case 'repris':
      return standing === 'taken'
    case 'deja-ici':
      return there && standing === 'linked'
    case 'changes':
      return known.vanishedAt !== null || known.changedAt !== null
  }
}

export const countsOf = (entries: readonly KnownEntry[]) => {
  const of = (view: View) => entries.filter((one) => isIn(view, one)).length
  return { doubtful: of('a-decider'), proposed: of('proposes'), taken: of('repris'), linked: of('deja-ici') }
}

/** What keeps an entry from being taken by a tick, in words; null when nothing does. */
export const missingToTake = (known: KnownEntry, { licence }: ProposedCard): string | null => {
  if (!fileToTake(known.entry)) return 'aucun fichier qui se lise comme un tableau'
  return licence === null ? 'licence inconnue : à choisir sur sa page' : null
}

/** A day told by a catalogue, in French; null when it is none. */
export const formatted = (told: string): string | null =>
  Number.isNaN(Date.parse(told)) ? null : formatDate(new Date(told))
