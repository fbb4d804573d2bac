import { fold } from '../../kernel/fold.ts'
import type { CommunesOfDay } from './movements.ts'

/** A change that two editions frame: at the latest on `day`, not yet on `after`. */
export interface Framed {
  readonly day: string
  readonly after: string
}

/** What editions say of communes since the register of changes ends. */
export interface CommunesSince {
  /** When the commune of a code, as it is, began: another name, a commune nouvelle, a return. */
  readonly bornOn: (code: string) => Framed | undefined
  /** When a code ceased to be a commune. */
  readonly endedOn: (code: string) => Framed | undefined
  /** Names borne before, by communes that only changed their name. */
  readonly renamed: readonly (Framed & { readonly code: string; readonly name: string })[]
  /** Codes that were a commune of an edition and are not one of the last, with their last name. */
  readonly gone: readonly { readonly code: string; readonly name: string }[]
}

/** Communes compared from one edition to the next, oldest first. */
export const communesSince = (editions: readonly CommunesOfDay[]): CommunesSince => {
  const born = new Map<string, Framed>()
  const ended = new Map<string, Framed>()
  const gone = new Map<string, string>()
  const renamed: (Framed & { code: string; name: string })[] = []
  editions.slice(1).forEach((later, i) => {
    const earlier = editions[i]
    if (!earlier) return
    const when = { day: later.day, after: earlier.day }
    for (const [code, name] of later.living) {
      const before = earlier.living.get(code)
      const absorbed = later.ownParts.has(code) && !earlier.ownParts.has(code)
      const other = before !== undefined && fold(before) !== fold(name)
      if (before === undefined || other || absorbed) born.set(code, when)
      if (before !== undefined && other && !absorbed) renamed.push({ ...when, code, name: before })
      gone.delete(code)
      ended.delete(code)
    }
    for (const [code, name] of earlier.living)
      if (!later.living.has(code)) {
        ended.set(code, when)
        gone.set(code, name)
      }
  })
  return {
    bornOn: (code) => born.get(code),
    endedOn: (code) => ended.get(code),
    renamed,
    gone: [...gone].map(([code, name]) => ({ code, name })),
  }
}
