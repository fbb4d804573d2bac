import type { Clock } from '../../../kernel/clock.ts'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import { count } from '../../../kernel/french.ts'
import { asking } from '../network/ask.ts'
import type { Network, Time } from '../network/network.ts'
import { patientFetch } from '../network/patient-network.ts'
import { entryChanges } from './entry-changes.ts'
import { entryName } from './entry-source.ts'
import { type Listed, listCatalogue } from './list-catalogue.ts'
import type { Portal } from './portal.ts'
import type { KnownEntry, PortalLook, PortalStore } from './ports.ts'

export interface ReadCataloguesDeps {
  readonly network: Network
  readonly time: Time
  readonly store: Pick<PortalStore, 'looks' | 'saveLook' | 'entries' | 'saveEntries'>
  /** Recognises anew, once every catalogue was read. */
  readonly settle: () => Promise<void>
  readonly now: Clock
  /** Told of what went wrong for a reason that is not a portal’s. */
  readonly onBug: (error: unknown) => void
}

export interface ReadOptions {
  readonly onStep?: (portal: Portal, sentence: string) => void
  readonly signal?: AbortSignal | undefined
}

/** What the reading of a catalogue changed, or why it failed. */
export interface CatalogueRead {
  readonly portal: string
  readonly failure: string | null
  readonly entries: number
  readonly arrived: number
  readonly changed: number
  readonly vanished: number
}

/**
 * Reads the catalogues of portals one after the other, politely. What arrives is proposed, what changes or vanishes is
 * told; nothing is ever removed. One that fails, or that comes back empty, leaves what was known of it as it was.
 */
export const readCatalogues =
  (deps: ReadCataloguesDeps) =>
  async (portals: readonly Portal[], options: ReadOptions = {}): Promise<readonly CatalogueRead[]> => {
    const done: CatalogueRead[] = []
    for (const portal of portals) {
      options.signal?.throwIfAborted()
      done.push(await readOne(deps, portal, options))
    }
    await deps.settle()
    return done
  }

const readOne = async (
  deps: ReadCataloguesDeps,
  portal: Portal,
  { onStep, signal }: ReadOptions,
): Promise<CatalogueRead> => {
  const say = (sentence: string) => onStep?.(portal, sentence)
  const at = `${deps.now().toISOString().slice(0, 19)}Z`
  const before = (await deps.store.looks()).find((look) => look.portal === portal.id)
  say('Lecture du catalogue.')
  try {
    const fetch = patientFetch(deps.network, deps.time, { say, asked: () => undefined })
    const listed = await listCatalogue(portal.catalogue, asking(fetch, signal))
    // Read after the catalogue, which takes time: somebody may have chosen meanwhile.
    const known = await deps.store.entries(portal.id)
    if (listed.entries.length === 0 && known.length > 0)
      throw invalid(
        `Le catalogue revient vide, alors qu’il avait ${count(known.length, 'jeu', 'jeux')} : rien n’est changé.`,
      )
    const after = merged(portal, known, listed, at)
    await deps.store.saveEntries(after.entries)
    await deps.store.saveLook({
      portal: portal.id,
      readAt: at,
      entries: listed.entries.length,
      unreadable: listed.unreadable,
      whole: listed.whole,
      failingSince: null,
      failure: null,
    })
    const { arrived, changed, vanished } = after
    say(`${count(listed.entries.length, 'jeu', 'jeux')}, ${count(arrived, 'nouveau', 'nouveaux')}.`)
    return { portal: portal.id, failure: null, entries: listed.entries.length, arrived, changed, vanished }
  } catch (error) {
    signal?.throwIfAborted()
    const failure = explained(deps, error)
    await deps.store.saveLook({
      ...(before ?? neverRead(portal.id)),
      failingSince: before?.failingSince ?? at,
      failure,
    })
    say(failure)
    return { portal: portal.id, failure, entries: before?.entries ?? 0, arrived: 0, changed: 0, vanished: 0 }
  }
}

const neverRead = (portal: string): PortalLook => ({
  portal,
  readAt: null,
  entries: 0,
  unreadable: 0,
  whole: false,
  failingSince: null,
  failure: null,
})

const explained = (deps: ReadCataloguesDeps, error: unknown): string => {
  if (error instanceof DomainError) return error.message
  deps.onBug(error)
  return 'Une erreur imprévue est survenue ; elle a été enregistrée. Ce qui était connu de ce portail reste.'
}

/** What was known of a portal, with what its catalogue says at a moment. An entry is said to have vanished only when the catalogue was read to its end. */
export const merged = (
  portal: Pick<Portal, 'id'>,
  known: readonly KnownEntry[],
  { entries, whole }: Pick<Listed, 'entries' | 'whole'>,
  at: string,
) => {
  const before = new Map(known.map((one) => [one.identifier, one]))
  const there = new Set(entries.map(({ identifier }) => identifier))
  const arrived = entries.filter(({ identifier }) => !before.has(identifier))
  const gone = whole ? known.filter((one) => !there.has(one.identifier) && one.vanishedAt === null) : []
  let changed = 0
  const seen = entries.map((entry): KnownEntry => {
    const old = before.get(entry.identifier)
    if (!old) return newEntry(portal, entry, at)
    const changes = entryChanges(old.entry, entry)
    if (changes.length > 0) changed += 1
    return {
      ...old,
      entry,
      lastSeen: at,
      vanishedAt: null,
      ...(changes.length > 0 ? { changedAt: at, changes: [...changes] } : {}),
    }
  })
  return {
    entries: [...seen, ...gone.map((one) => ({ ...one, vanishedAt: at }))],
    arrived: arrived.length,
    changed,
    vanished: gone.length,
  }
}

const newEntry = (portal: Pick<Portal, 'id'>, entry: KnownEntry['entry'], at: string): KnownEntry => ({
  portal: portal.id,
  identifier: entry.identifier,
  name: entryName(portal, entry),
  entry,
  taken: null,
  linkedTo: null,
  because: [],
  doubts: [],
  firstSeen: at,
  lastSeen: at,
  changedAt: null,
  changes: [],
  vanishedAt: null,
})
