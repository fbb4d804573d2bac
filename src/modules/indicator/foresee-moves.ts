import { DomainError } from '../../kernel/errors.ts'
import type { Geography, Level } from '../territory/index.ts'
import { type BuildDeps, buildEdition, rememberedSources } from './build-edition.ts'
import { codesInside } from './codes-inside.ts'
import type { Definition } from './definition.ts'
import { dependentsOf } from './edit-indicators.ts'
import { type Edition, valueAt } from './edition.ts'
import { editionsFor } from './made-from.ts'
import type { EditionFiles, IndicatorRecord, IndicatorStore, SourceRecord } from './ports.ts'
import { inOrder, reasonOf, refusedOf } from './rebuild-indicators.ts'
import { periodWords, statedText } from './stated-words.ts'

interface ForeseeDeps extends BuildDeps {
  readonly store: Pick<IndicatorStore, 'list'>
  readonly files: Pick<EditionFiles, 'read'>
}

/** Two values of one place, in words. */
interface Told {
  readonly name: string
  readonly before: string
  readonly after: string
}

/**
 * What would become of an indicator if a version of a dataset were shown. Places are those of the portal's territory, at
 * the smallest level that the indicator reaches; each is compared as pages show it: at the last period of either edition.
 */
export interface IndicatorMove {
  readonly slug: string
  readonly name: string
  /** `moves` or stays the `same`; has no value yet (`first`); would have none any more (`lost`); could not be worked out (`refused`). */
  readonly outcome: 'moves' | 'same' | 'first' | 'lost' | 'refused'
  /** Why, when it could not be worked out. */
  readonly refused: readonly string[]
  readonly level: Level
  /** Places that have a value, before and after. */
  readonly known: { readonly before: number; readonly after: number }
  readonly gained: number
  readonly lost: number
  readonly changed: number
  /** Places of which a value of the past, at a period that both editions have, is another. */
  readonly revised: number
  /** « en 2023 »: the last period, before and after. */
  readonly periods: { readonly before: string | null; readonly after: string | null }
  /** The département of the portal; null when neither edition has a value for it. */
  readonly home: Told | null
  /** True when the département had a value and would have none. */
  readonly homeLost: boolean
  /** How far the département moves: a share of its value, or of the gap between the places of its middle half when that is wider (a rate near zero doubles for nothing). Null when it cannot be said. */
  readonly homeMoved: number | null
  /** The same for the place in the middle of all those that have both values. */
  readonly placesMoved: number | null
  /** The three places that move the most, in the unit of the indicator. */
  readonly largest: readonly Told[]
}

/**
 * Works out, without keeping anything, every indicator that reads a dataset, near or far, as it would be if that version
 * were shown. `home` is the code of the portal's département. Those that would not change are told too.
 */
export const foreseeMoves =
  (deps: ForeseeDeps, home: string) =>
  async (version: SourceRecord): Promise<readonly IndicatorMove[]> => {
    const records = await deps.store.list()
    const slugs = readersOf(records, version)
    if (slugs.length === 0) return []
    const isIt = (name: string) => name === version.datasetId || name === version.slug
    const sourceOf = rememberedSources(async (name) => (isIt(name) ? version : deps.sourceOf(name)))
    const geography = await deps.geography.today()
    const foreseen = new Map<string, Edition>()
    const moves: IndicatorMove[] = []
    for (const definition of inOrder(records, slugs).filter(({ slug }) => slugs.includes(slug))) {
      const shown = records.find((record) => record.definition.slug === definition.slug)?.edition
      const before = shown ? await deps.files.read(shown.id) : null
      const editions = new Map([...(await editionsFor(deps.files, definition, records)), ...foreseen])
      const after = await attempt({ ...deps, sourceOf }, definition, editions)
      const kept = after.edition ?? before
      if (kept) foreseen.set(definition.slug, kept)
      moves.push(moveOf({ definition, geography, home, before, after: after.edition, refused: after.refused }))
    }
    return moves
  }

/** Slugs of the indicators that read a dataset, or that are worked out from one that does. */
const readersOf = (
  records: readonly IndicatorRecord[],
  { datasetId, slug }: Pick<SourceRecord, 'datasetId' | 'slug'>,
): readonly string[] => {
  const near = records.flatMap(({ definition }) =>
    definition.formulas.some(
      (formula) => formula.kind === 'rows' && (formula.dataset === datasetId || formula.dataset === slug),
    )
      ? [definition.slug]
      : [],
  )
  return [...new Set([...near, ...near.flatMap((one) => dependentsOf(records, one))])]
}

interface Attempt {
  readonly edition: Edition | null
  readonly refused: readonly string[]
}

const attempt = async (
  deps: BuildDeps,
  definition: Definition,
  editions: ReadonlyMap<string, Edition>,
): Promise<Attempt> => {
  try {
    const built = await buildEdition(deps)(definition, editions)
    const refused = refusedOf(built?.findings ?? []).map(reasonOf)
    return { edition: refused.length > 0 ? null : (built?.edition ?? null), refused }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { edition: null, refused: [error.message] }
  }
}

interface Sides {
  readonly definition: Definition
  readonly geography: Geography
  readonly home: string
  readonly before: Edition | null
  readonly after: Edition | null
  readonly refused: readonly string[]
}

const NOTHING: Edition = { periods: [], levels: new Map() }

const moveOf = ({ definition, geography, home, before, after, refused }: Sides): IndicatorMove => {
  const [old, young] = [before ?? NOTHING, after ?? NOTHING]
  const level = SMALLEST_FIRST.find((one) => old.levels.has(one) || young.levels.has(one)) ?? 'departement'
  const names = geography.names.get(level)
  const codes = [...codesInside(geography, home, level)]
  const places = codes.map((code) => sidesOf(old, young, level, code))
  const both = places.filter(({ was, is }) => was.value !== null && is.value !== null)
  const changed = both.filter(({ by }) => by !== 0)
  const gained = places.filter(({ was, is }) => was.value === null && is.value !== null).length
  const lost = places.filter(({ was, is }) => was.value !== null && is.value === null).length
  const revised = before && after ? revisedIn(before, after, level, codes) : 0
  const own = sidesOf(old, young, 'departement', home)
  const spread = spreadOf(places.flatMap(({ was }) => (was.value === null ? [] : [was.value])))
  const told = (name: string, { was, is }: PlaceSides): Told => ({
    name,
    before: statedText(was, definition),
    after: statedText(is, definition),
  })
  const hasHome = own.was.value !== null || own.is.value !== null
  const still = gained + lost + changed.length + revised === 0 && own.by === 0 && lastOf(old) === lastOf(young)
  return {
    slug: definition.slug,
    name: definition.name,
    outcome: refused.length > 0 ? 'refused' : !before ? 'first' : !after ? 'lost' : still ? 'same' : 'moves',
    refused,
    level,
    known: {
      before: places.filter(({ was }) => was.value !== null).length,
      after: places.filter(({ is }) => is.value !== null).length,
    },
    ...{ gained, lost, changed: changed.length, revised },
    periods: { before: lastOf(old), after: lastOf(young) },
    home: hasHome ? told(geography.names.get('departement')?.get(home) ?? home, own) : null,
    homeLost: own.was.value !== null && own.is.value === null,
    homeMoved: shareMoved(own, spread),
    placesMoved: middle(both.flatMap((place) => shareMoved(place, spread) ?? [])),
    largest: changed
      .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by) || a.code.localeCompare(b.code))
      .slice(0, 3)
      .map((place) => told(names?.get(place.code) ?? place.code, place)),
  }
}

const SMALLEST_FIRST: readonly Level[] = ['commune', 'epci', 'canton', 'arrondissement', 'departement', 'region']

const lastOf = ({ periods }: Edition): string | null => {
  const last = periods.at(-1)
  return last === undefined ? null : periodWords(last)
}

type PlaceSides = ReturnType<typeof sidesOf>

const sidesOf = (before: Edition, after: Edition, level: Level, code: string) => {
  const was = valueAt(before, level, code, before.periods.at(-1) ?? '')
  const is = valueAt(after, level, code, after.periods.at(-1) ?? '')
  return { code, was, is, by: gap(was.value ?? 0, is.value ?? 0) }
}

/** After less before; nothing when only the last digits of a sum differ, which follow the order of its rows. */
const gap = (was: number, is: number): number =>
  Math.abs(is - was) <= 1e-9 * Math.max(Math.abs(was), Math.abs(is)) ? 0 : is - was

/** Places of which a number of the past became another, at a period that both have and that is the last of neither. */
const revisedIn = (before: Edition, after: Edition, level: Level, codes: readonly string[]): number => {
  const last = new Set([before.periods.at(-1), after.periods.at(-1)])
  const past = before.periods.filter((period) => after.periods.includes(period) && !last.has(period))
  return codes.filter((code) =>
    past.some((period) => {
      const [was, is] = [valueAt(before, level, code, period).value, valueAt(after, level, code, period).value]
      return was !== null && is !== null && gap(was, is) !== 0
    }),
  ).length
}

const shareMoved = ({ was, is, by }: PlaceSides, spread: number): number | null => {
  const of = Math.max(Math.abs(was.value ?? 0), spread)
  return was.value === null || is.value === null || of === 0 ? null : Math.abs(by) / of
}

/** The gap between the first and the third quarter of some values. */
const spreadOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return at(0.75) - at(0.25)
}

const middle = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
