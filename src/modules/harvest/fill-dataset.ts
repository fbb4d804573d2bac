import type { Clock, NewId } from '../../kernel/clock.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { count } from '../../kernel/french.ts'
import type { Person } from '../access/index.ts'
import type { Dataset, DatasetStore, Original, Version, VersionStore } from '../catalog/index.ts'
import type { IngestOptions, IngestRequest, OverrideStore, Overrides } from '../ingest/index.ts'
import { cardOf, type ExpectedDataset } from '../portal/index.ts'
import { highValueKeywords } from './high-value.ts'
import { type IndicatorMove, thatMove } from './indicator-move.ts'
import { judge } from './judge.ts'
import { codesOfLevel } from './place-codes.ts'
import type { HarvestStore } from './ports.ts'
import { columnOf, compareVersions, type Preflight } from './preflight.ts'
import type { Reason } from './reason.ts'
import type { Checks, Feed, Source } from './source.ts'
import { takenBack, takenBackWords } from './taken-back.ts'

type Level = NonNullable<Checks['places']>['level']

/** The places of a version and of the territory, as the harvest compares them. */
export interface PlaceFacts {
  /** Distinct values of a column. */
  readonly codesIn: (version: Version, column: string) => Promise<ReadonlySet<string>>
  /** Living places of a level in the territory: code and name. */
  readonly home: (level: Level) => Promise<readonly { readonly code: string; readonly name: string }[]>
  /** Names of codes, those that are not known left out. */
  readonly names: (level: Level, codes: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export interface FillDeps {
  readonly store: Pick<HarvestStore, 'lastProposal' | 'propose' | 'withdraw'>
  readonly datasets: Pick<DatasetStore, 'get' | 'getBySlug' | 'save'>
  readonly versions: Pick<VersionStore, 'get' | 'ofDataset'>
  readonly overrides: OverrideStore
  /** The card of a dataset: the source's own, or the one that the portal ships. */
  readonly cardFor: (feed: Feed) => Promise<ExpectedDataset | undefined>
  readonly ingest: (request: IngestRequest, options?: IngestOptions) => Promise<Version>
  /** The same, of which nothing stays: the version is given to `look`, then its files are removed. */
  readonly ingestBriefly: <T>(
    request: IngestRequest,
    into: { readonly dataset: Dataset; readonly reading: Overrides },
    look: (version: Version) => Promise<T>,
  ) => Promise<T>
  readonly compareRows: (
    before: string,
    after: string,
    key: readonly string[],
  ) => Promise<{ readonly added: number; readonly removed: number; readonly changed: number | null }>
  readonly places: PlaceFacts
  /** What would become of the indicators that read a dataset, if that version of it were shown. */
  readonly foresee: (dataset: Dataset, version: Version) => Promise<readonly IndicatorMove[]>
  /** The dataset that has this very file already, when another must not be made of it. */
  readonly holderOf?: (feed: Feed, sha256: string) => Promise<Pick<Dataset, 'title'> | undefined>
  /** Shows a version, and the dataset when it was a draft. */
  readonly publish: (person: Person, datasetId: string, versionId: string) => Promise<void>
  readonly newId: NewId
  readonly now: Clock
}

/** What became of one dataset of a source. */
export type Filled = { readonly datasetId: string } & (
  | { readonly kind: 'unchanged'; readonly sentence: string }
  | {
      readonly kind: 'published' | 'waiting'
      readonly sentence: string
      readonly reasons: readonly Reason[]
      /** Indicators that move, or would. */
      readonly moves: readonly IndicatorMove[]
    }
)

export interface Filling {
  readonly source: Source
  readonly feed: Feed
  readonly original: Original
  readonly edition: string | null
  readonly person: Person
  /** True: nothing is kept, what would happen is told. */
  readonly dry: boolean
  /** True when what the source asks of its file changed since it was last read: a file known already is judged again. */
  readonly anew?: boolean
  /** True when it is the very file that the source had when it was last looked at. */
  readonly again?: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes a received file into a dataset: builds a version, compares it with the one shown, and publishes it when nothing
 * is out of bounds; else keeps it out of sight, with a proposal. The version shown stays until then, whatever happens.
 */
export const fillDataset =
  (deps: FillDeps) =>
  async (filling: Filling): Promise<Filled> => {
    const { feed, original } = filling
    const known = await deps.datasets.get(feed.dataset)
    const shown = known?.versionId ? ((await deps.versions.get(known.versionId)) ?? null) : null
    if (shown?.original.sha256 === original.sha256 && known?.status === 'published') {
      if (!filling.dry) await deps.store.withdraw(feed.dataset, deps.now())
      const sentence = filling.anew ? await judgedAgain(deps, filling, shown) : 'Rien de nouveau.'
      return { datasetId: feed.dataset, kind: 'unchanged', sentence }
    }
    const holder = known ? undefined : await deps.holderOf?.(feed, original.sha256)
    if (holder)
      return {
        datasetId: feed.dataset,
        kind: 'unchanged',
        sentence: `Ce fichier est déjà celui de « ${holder.title} », octet par octet : il n’est pas publié deux fois.`,
      }
    const last = await deps.store.lastProposal(feed.dataset)
    if (last?.sha256 === original.sha256 && last.state === 'waiting' && !filling.anew)
      return {
        datasetId: feed.dataset,
        kind: 'waiting',
        sentence: 'Ce fichier attend déjà une décision.',
        reasons: last.reasons,
        moves: thatMove(last.preflight.indicators ?? []),
      }
    if (last?.sha256 === original.sha256 && last.state === 'refused')
      return { datasetId: feed.dataset, kind: 'unchanged', sentence: 'Ce fichier a déjà été refusé.' }
    const seen = shown && (await takenBack(deps.versions, shown, original.sha256, filling.again))
    if (seen) return { datasetId: feed.dataset, kind: 'unchanged', sentence: takenBackWords(seen, shown) }
    const dataset = known ?? (await draft(deps, filling))
    const request = { datasetId: dataset.id, original, actor: filling.person.id, publish: false }
    const consider = async (version: Version) => {
      const rows = await compared(deps, filling, shown, version)
      const preflight = { ...rows, indicators: [...(await deps.foresee(dataset, version))] }
      return { version, preflight, reasons: judge(preflight, feed.checks, feed.tolerance) }
    }
    const reading = shown ? await deps.overrides.get(dataset.id) : await readingOf(deps, feed)
    if (filling.dry) return wouldBe(await deps.ingestBriefly(request, { dataset, reading }, consider), dataset.id)
    if (!known) await deps.datasets.save(dataset)
    if (!shown) await deps.overrides.save(dataset.id, reading)
    const considered = await consider(await deps.ingest(request, signalOf(filling)))
    if (considered.reasons.length > 0) await propose(deps, filling, considered)
    else {
      await deps.publish(filling.person, dataset.id, considered.version.id)
      await deps.store.withdraw(dataset.id, deps.now())
    }
    return become(dataset.id, considered)
  }

/** What today’s checks say of the version shown: it stays, whatever they say, since a person may have wanted it. */
const judgedAgain = async (deps: FillDeps, filling: Filling, shown: Version): Promise<string> => {
  const seen = await compared(deps, filling, null, shown)
  const [reason] = judge(seen, filling.feed.checks, filling.feed.tolerance)
  return reason
    ? `Le fichier n’a pas changé, et reste en ligne ; mais il ne répond pas à ce que la source demande aujourd’hui : ${reason.sentence}`
    : 'Le fichier n’a pas changé, et répond à ce que la source demande aujourd’hui.'
}

interface Considered {
  readonly version: Version
  readonly preflight: Preflight
  readonly reasons: readonly Reason[]
}

const signalOf = ({ signal }: Filling) => (signal ? { signal } : {})

const become = (datasetId: string, considered: Considered): Filled => {
  const { preflight, reasons } = considered
  const sentence =
    reasons.length === 0 ? `Publié : ${changeWords(preflight)}.` : `Attend une décision : ${told(reasons)}`
  return filledBy(datasetId, considered, sentence)
}

/** Every reason, as a run tells it. */
const told = (reasons: readonly Reason[]): string => reasons.map(({ sentence }) => sentence).join(' ')

const wouldBe = (considered: Considered, datasetId: string): Filled => {
  const { preflight, reasons } = considered
  const sentence =
    reasons.length === 0 ? `Serait publié : ${changeWords(preflight)}.` : `Attendrait une décision : ${told(reasons)}`
  return filledBy(datasetId, considered, sentence)
}

const filledBy = (datasetId: string, { preflight, reasons }: Considered, sentence: string): Filled => ({
  datasetId,
  kind: reasons.length === 0 ? 'published' : 'waiting',
  sentence,
  reasons,
  moves: thatMove(preflight.indicators ?? []),
})

/** What a published version changed, in a few words. */
const changeWords = ({ rowsBefore, rowsAfter, rowsAdded, rowsRemoved, rowsChanged }: Preflight): string =>
  rowsBefore === null
    ? count(rowsAfter, 'ligne')
    : [
        count(rowsAfter, 'ligne'),
        count(rowsAdded, 'nouvelle', 'nouvelles'),
        count(rowsRemoved, 'retirée', 'retirées'),
        ...(rowsChanged === null ? [] : [count(rowsChanged, 'changée', 'changées')]),
      ].join(', ')

const draft = async (deps: FillDeps, { source, feed }: Filling): Promise<Dataset> => {
  const card = await deps.cardFor(feed)
  if (!card) throw notFound('La fiche du jeu de données', feed.dataset)
  const keywords = new Set([...card.keywords, ...highValueKeywords(source.hvd)])
  return cardOf(deps, { ...card, keywords: [...keywords] })
}

const readingOf = async (deps: FillDeps, feed: Feed) => feed.reading ?? (await deps.cardFor(feed))?.reading ?? {}

const compared = async (
  deps: FillDeps,
  { source, feed, edition }: Filling,
  before: Version | null,
  after: Version,
): Promise<Preflight> => {
  const { checks } = feed
  const named = (version: Version) => checks.key?.every((name) => version.columns.some((c) => c.name === name))
  const rows =
    checks.key && before && named(before) && named(after)
      ? await deps.compareRows(before.id, after.id, checks.key)
      : undefined
  const change =
    rows && after.change
      ? { ...after.change, rowsAdded: rows.added, rowsRemoved: rows.removed, rowsChanged: rows.changed }
      : after.change
  const seen = compareVersions(
    before,
    { ...after, change },
    {
      checks,
      places: await placesOf(deps.places, checks, before, after),
      edition:
        feed.edition !== undefined && edition !== null && !edition.startsWith(feed.edition)
          ? { expected: feed.edition, found: edition }
          : null,
    },
  )
  const isLeftOut = (label: string) => source.leftOut?.some(({ column }) => new RegExp(column, 'i').test(label))
  // What the source no longer wants is no surprise.
  return { ...seen, columnsRemoved: seen.columnsRemoved.filter((label) => !isLeftOut(label)) }
}

const MOST_NAMES = 20

const placesOf = async (
  facts: PlaceFacts,
  { places }: Checks,
  before: Version | null,
  after: Version,
): Promise<Preflight['places']> => {
  const column = places && columnOf(after.columns, places.column)
  if (!places || !column) return null
  const { level } = places
  const was = before && columnOf(before.columns, places.column)
  const [olds, values, home] = await Promise.all([
    before && was ? facts.codesIn(before, was.name) : null,
    facts.codesIn(after, column.name),
    facts.home(level),
  ])
  const old = olds && codesOfLevel(olds, level).codes
  const { codes: now, others } = codesOfLevel(values, level)
  const lost = [...(old ?? [])].filter((code) => !now.has(code))
  const shownLost = lost.slice(0, MOST_NAMES)
  const names = await facts.names(level, shownLost)
  const missing = home.filter(({ code }) => !now.has(code))
  return {
    level,
    before: old?.size ?? null,
    after: now.size,
    gained: old ? [...now].filter((code) => !old.has(code)).length : 0,
    lost: lost.length,
    lostNames: shownLost.map((code) => ({ code, name: names.get(code) ?? code })),
    home: home.length,
    homeThere: home.length - missing.length,
    homeMissing: missing.slice(0, MOST_NAMES).map(({ code, name }) => ({ code, name })),
    ...(others.length > 0 ? { others: others.slice(0, MOST_NAMES) } : {}),
  }
}

const propose = async (
  deps: FillDeps,
  { source, feed, original }: Filling,
  { version, preflight, reasons }: Considered,
): Promise<void> => {
  if (version.datasetId !== feed.dataset) throw conflict('Une source ne remplit que ses propres jeux de données.')
  await deps.store.propose({
    id: deps.newId(),
    source: source.id,
    datasetId: version.datasetId,
    versionId: version.id,
    sha256: original.sha256,
    preflight,
    reasons: [...reasons],
    state: 'waiting',
    createdAt: deps.now().toISOString(),
    decidedBy: null,
    decidedAt: null,
    concludedAt: null,
  })
}
