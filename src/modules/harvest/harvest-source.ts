import type { Clock, NewId } from '../../kernel/clock.ts'
import { DomainError } from '../../kernel/errors.ts'
import type { Exclusive } from '../../kernel/exclusive.ts'
import type { Person } from '../access/index.ts'
import { findFile } from './connectors/connectors.ts'
import { definitionPrint } from './definition-print.ts'
import { type FillDeps, type Filled, fillDataset } from './fill-dataset.ts'
import { moveInWords } from './move-words.ts'
import { type Ask, asking } from './network/ask.ts'
import type { Network, Time } from './network/network.ts'
import { type Fetch, patientFetch } from './network/patient-network.ts'
import { type HarvestRun, type HarvestStore, type SourceState, unknownState } from './ports.ts'
import { type ReceiveDeps, receiveFile } from './receive-file.ts'
import type { Source } from './source.ts'

export interface HarvestDeps extends FillDeps, ReceiveDeps {
  readonly store: HarvestStore
  readonly network: Network
  readonly time: Time
  readonly exclusive: Exclusive
  readonly newId: NewId
  readonly now: Clock
  /** Told of what went wrong for a reason that is neither a file's nor a producer's. */
  readonly onBug: (error: unknown) => void
}

export interface HarvestOptions {
  readonly person: Person
  readonly dry?: boolean
  readonly signal?: AbortSignal | undefined
  readonly onStep?: (source: Source, sentence: string) => void
  readonly onDone?: (harvested: Harvested) => void
}

/** What became of a source in a run. */
export interface Harvested {
  readonly source: string
  readonly run: HarvestRun
  readonly filled: readonly Filled[]
}

/**
 * Harvests sources one after the other: catalogues are asked once for all, hosts are treated with patience, and one that
 * fails takes no other down. A dry run leaves no trace but itself.
 */
export const harvestSources =
  (deps: HarvestDeps) =>
  async (sources: readonly Source[], options: HarvestOptions): Promise<readonly Harvested[]> => {
    let book: Book | undefined
    const told = { say: (sentence: string) => book?.say(sentence), asked: () => book?.asked() }
    const fetch = patientFetch(deps.network, deps.time, told, pacesOf(sources))
    const shared = { fetch, ask: asking(fetch, options.signal) }
    const done: Harvested[] = []
    for (const source of sources) {
      options.signal?.throwIfAborted()
      const now = newBook(deps, source, options)
      book = now
      const alone = await deps.exclusive(`harvest ${source.id}`, () => harvestOne(deps, source, shared, now, options))
      const harvested = alone?.done ?? leftToAnother(source, now)
      done.push(harvested)
      options.onDone?.(harvested)
    }
    return done
  }

/** Nothing of it is kept: the run that goes on is the one to look at. */
const leftToAnother = (source: Source, book: Book): Harvested => {
  book.say(
    'Cette source est déjà en cours de moisson, par le portail ou par une autre commande : celle-ci la lui laisse.',
  )
  book.note({ state: 'interrupted', doing: '', finishedAt: book.run.createdAt })
  return { source: source.id, run: book.run, filled: [] }
}

const pacesOf = (sources: readonly Source[]): Record<string, number> =>
  Object.fromEntries(
    sources.flatMap(({ politeness, fetch }) => {
      const host = 'host' in fetch ? fetch.host : 'url' in fetch ? URL.parse(fetch.url)?.host : undefined
      return politeness && host ? [[host, politeness.pace]] : []
    }),
  )

/** The record of a run in the making. */
interface Book {
  readonly run: HarvestRun
  readonly say: (sentence: string) => void
  readonly asked: () => void
  readonly note: (changes: Partial<HarvestRun>) => void
}

const newBook = (
  { newId, now }: HarvestDeps,
  source: Source,
  { person, dry = false, onStep }: HarvestOptions,
): Book => {
  let run: HarvestRun = {
    id: newId(),
    source: source.id,
    actor: person.id,
    dry,
    state: 'running',
    doing: 'Recherche du fichier',
    log: [],
    requests: 0,
    bytes: 0,
    createdAt: now().toISOString(),
    finishedAt: null,
  }
  const note = (changes: Partial<HarvestRun>) => {
    run = { ...run, ...changes }
  }
  return {
    get run() {
      return run
    },
    say(sentence) {
      note({ log: [...run.log, { at: now().toISOString(), sentence }] })
      onStep?.(source, sentence)
    },
    asked: () => note({ requests: run.requests + 1 }),
    note,
  }
}

interface Shared {
  readonly fetch: Fetch
  readonly ask: Ask
}

const harvestOne = async (
  deps: HarvestDeps,
  source: Source,
  shared: Shared,
  book: Book,
  options: HarvestOptions,
): Promise<Harvested> => {
  await deps.store.addRun(book.run)
  const before = (await deps.store.state(source.id)) ?? unknownState(source.id)
  const { filled, after, failure } = await attempt(deps, source, shared, book, before, options)
  const at = deps.now().toISOString()
  book.note({ state: options.signal?.aborted ? 'interrupted' : stateOf(filled, failure), doing: '', finishedAt: at })
  await deps.store.changeRun(book.run)
  if (!options.dry && !options.signal?.aborted) await deps.store.saveState(nextState(after, filled, failure, at))
  options.signal?.throwIfAborted()
  return { source: source.id, run: book.run, filled }
}

const attempt = async (
  deps: HarvestDeps,
  source: Source,
  { fetch, ask }: Shared,
  book: Book,
  before: SourceState,
  { person, dry = false, signal }: HarvestOptions,
) => {
  const filled: Filled[] = []
  let after = before
  const failures: string[] = []
  try {
    const found = await findFile(source.fetch, ask, deps.now().getFullYear())
    book.note({ doing: 'Réception du fichier' })
    const [known, definition] = [before.received[found.url], definitionPrint(source)]
    const anew = known !== undefined && known.definition !== definition
    if (anew) book.say('La définition de la source a changé : le fichier est repris et relu, même s’il est le même.')
    const { received, bytes } = await receiveFile(deps)(found, source, anew ? undefined : known, fetch, signal)
    book.note({ bytes })
    const again = known?.original.sha256 === received.original.sha256
    const { definition: _, ...file } = received
    after = { ...before, received: { [found.url]: file }, edition: found.edition }
    for (const feed of source.feeds) {
      book.note({ doing: 'Lecture et comparaison' })
      try {
        const { original, edition } = received
        const one = await fillDataset(deps)({ source, feed, original, edition, person, dry, anew, again, signal })
        filled.push(one)
        book.say(`${feed.dataset} : ${one.sentence}`)
        for (const move of 'moves' in one ? one.moves : []) book.say(moveInWords(move))
      } catch (error) {
        failures.push(explained(deps, book, error, signal))
      }
    }
    if (failures.length === 0) after = { ...after, received: { [found.url]: { ...file, definition } } }
  } catch (error) {
    failures.push(explained(deps, book, error, signal))
  }
  return { filled, after, failure: failures[0] ?? null }
}

/** A failure in words, written in the run; a bug is told apart. */
const explained = (deps: HarvestDeps, book: Book, error: unknown, signal: AbortSignal | undefined): string => {
  const known = error instanceof DomainError
  if (!known && !signal?.aborted) deps.onBug(error)
  const sentence = signal?.aborted
    ? 'Interrompu.'
    : known
      ? error.message
      : 'Une erreur imprévue est survenue ; elle a été enregistrée. La version d’avant reste en ligne.'
  book.say(sentence)
  return sentence
}

const stateOf = (filled: readonly Filled[], failure: string | null): HarvestRun['state'] => {
  if (failure !== null) return 'failed'
  if (filled.some(({ kind }) => kind === 'waiting')) return 'waiting'
  return filled.some(({ kind }) => kind === 'published') ? 'published' : 'unchanged'
}

const nextState = (state: SourceState, filled: readonly Filled[], failure: string | null, at: string): SourceState => ({
  ...state,
  checkedAt: failure === null ? at : state.checkedAt,
  triedAt: at,
  changedAt: filled.some(({ kind }) => kind === 'published') ? at : state.changedAt,
  failingSince: failure === null ? null : (state.failingSince ?? at),
  failure,
})
