import type { Clock } from '../../kernel/clock.ts'
import { forbidden } from '../../kernel/errors.ts'
import { type Audit, hasRole, type Person } from '../access/index.ts'
import type { HarvestStore } from './ports.ts'

interface RhythmDeps {
  readonly store: Pick<HarvestStore, 'saveRhythm'>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/** How often a person wants a source looked at: every so many days, as usual (null), or never for now. */
export interface Rhythm {
  readonly everyDays: number | null
  readonly paused: boolean
}

/** The rhythm that a word tells: `pause`, or a number of days, 999 at most; anything else is as usual. */
export const rhythmOf = (word: string): Rhythm => ({
  everyDays: /^\d{1,3}$/.test(word) && Number(word) > 0 ? Number(word) : null,
  paused: word === 'pause',
})

/** Changes how often a source is looked at, and keeps who did. Editors only. */
export const changeRhythm =
  ({ store, audit, now }: RhythmDeps) =>
  async (person: Person, source: string, rhythm: Rhythm): Promise<void> => {
    if (!hasRole(person, 'editor')) throw forbidden('Seul un éditeur change le rythme d’une source.')
    await store.saveRhythm(source, rhythm)
    const details = { source, days: rhythm.paused ? 'aucun' : rhythm.everyDays }
    await audit.record({ at: now(), who: person.id, what: 'source.rhythm', subject: source, details })
  }
