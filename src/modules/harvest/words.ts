import { FREQUENCIES, type Frequency } from '../catalog/index.ts'
import type { HarvestRun } from './ports.ts'
import type { Standing } from './schedule.ts'
import type { Source } from './source.ts'

/** Where a source stands, in words. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  waiting: 'attend une décision',
  failing: 'en échec',
  late: 'en retard',
  fresh: 'à jour',
  never: 'jamais moissonnée',
  absent: 'absente du dossier',
  paused: 'en pause',
}

/** How often a producer publishes, after « publie ». */
export const rhythmInWords = (frequency: Frequency): string =>
  frequency === 'NEVER'
    ? 'une fois pour toutes'
    : frequency === 'UNKNOWN'
      ? 'sans dire à quel rythme'
      : FREQUENCIES[frequency]

/** What became of a run, in words. */
export const RUN_WORDS: Readonly<Record<HarvestRun['state'], string>> = {
  queued: 'en attente',
  running: 'en cours',
  published: 'publié',
  unchanged: 'rien de nouveau',
  waiting: 'attend une décision',
  failed: 'échec',
  interrupted: 'interrompu',
}

/** How the way to a source is known, in words. */
export const KNOWN_WORDS: Readonly<Record<Source['known'], string>> = {
  read: 'd’après ce que le producteur en décrit',
  measured: 'd’après ce que d’autres en disent, à vérifier au premier passage',
  'to-confirm': 'à confirmer au premier passage',
}
