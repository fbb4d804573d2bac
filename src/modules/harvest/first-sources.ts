import { DomainError } from '../../kernel/errors.ts'
import { count } from '../../kernel/french.ts'
import type { Person } from '../access/index.ts'
import type { StartProposal } from './first-start.ts'
import type { HarvestDesk } from './harvest-desk.ts'
import type { HarvestOptions } from './harvest-source.ts'
import { RUN_WORDS } from './words.ts'

/** Who harvests when nobody asked: the portal itself. */
const PORTAL: Person = { id: 'portail', email: '', name: 'portail', role: 'editor', organisation: null }

interface FirstSourcesDeps {
  /** `propose` tells what may be begun with, `run` begins, `off` asks nothing of the network. */
  readonly setting: 'propose' | 'run' | 'off'
  readonly ask: (signal?: AbortSignal) => Promise<StartProposal | null>
  readonly desk: Pick<HarvestDesk, 'start'>
  /** Address of the watch room. */
  readonly room: string
  readonly ofTerritory: string
}

/** What a first start says and does about sources, once the portal answers. */
export interface FirstSources {
  /** Asks the network at most three seconds, and says in one line what may be begun with, or how to do without. Never fails. */
  readonly propose: (say: (line: string) => void, signal?: AbortSignal) => Promise<void>
  /** Begins what was proposed when the setting wants it, a line a source; ended once all is done. Does nothing else. */
  readonly begin: (say: (line: string) => void) => Promise<void>
}

/** The first sources of a portal, told on its console. */
export const firstSources = ({ setting, ask, desk, room, ofTerritory }: FirstSourcesDeps): FirstSources => {
  let proposed: StartProposal | null = null
  return {
    async propose(say, signal) {
      proposed = setting === 'off' ? null : await ask(signal).catch(() => null)
      if (signal?.aborted || proposed === null) return
      if (proposed.kind === 'offline') return say(OFFLINE)
      const sources = `${count(proposed.sources.length, 'source')} pour le portail ${ofTerritory}`
      say(
        setting === 'run'
          ? `Première moisson, ${sources}, à suivre aussi à ${room}`
          : `Premières données : ${sources}, à moissonner d’un clic à ${room}`,
      )
    },
    async begin(say) {
      if (setting !== 'run' || proposed?.kind !== 'ready' || proposed.sources.length === 0) return
      const { sources } = proposed
      let done = 0
      const onDone: HarvestOptions['onDone'] = ({ source, run }) => {
        done += 1
        say(`  Moisson ${done}/${sources.length} : ${source}, ${RUN_WORDS[run.state]}`)
      }
      try {
        await desk.start(sources, { person: PORTAL, onDone }).ended
      } catch (error) {
        // Somebody began one from the page in the meantime.
        if (!(error instanceof DomainError)) throw error
        say(`  ${error.message}`)
      }
    },
  }
}

const OFFLINE =
  'Pas d’accès à internet : le portail marche avec ce qui est fourni avec lui. Pour lui apporter des sources, faites un dossier là où il y a internet (« icauna harvest pack DOSSIER »), puis donnez-le ici : HARVEST_FOLDER=DOSSIER.'
