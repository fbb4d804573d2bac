import type { Level } from '../territory/index.ts'

export { LEVEL_WORDS } from '../territory/index.ts'

/** A level that an indicator may reach. */
export type ReachedLevel = Level
