import { randomUUID } from 'node:crypto'
import type { Clock } from '../src/kernel/clock.ts'
import {
  type Definition,
  type Edition,
  type EditionFiles,
  emptyCells,
  type IndicatorStore,
  type LevelTable,
  readDefinition,
} from '../src/modules/indicator/index.ts'
import type { Geography, Level } from '../src/modules/territory/index.ts'

export interface SyntheticSize {
  readonly indicators: number
  /** Communes that have values, at most. */
  readonly places: number
  readonly years: number
}

interface Deps {
  readonly store: Pick<IndicatorStore, 'saveDefinition' | 'addEdition'>
  readonly files: Pick<EditionFiles, 'write'>
  readonly geography: Geography
  readonly now: Clock
}

const LEVELS: readonly Level[] = ['commune', 'epci', 'departement', 'region', 'pays']
const LAST_YEAR = 2025
const SECRET = 3

/** Words of made-up names: each indicator has a pair of its own, as a question would tell it. */
const THINGS =
  'moulins lavoirs tilleuls chemins ruisseaux vergers granges fontaines halles jardins ponts clochers étangs haies puits'.split(
    ' ',
  )
const KINDS =
  'ouverts fermés anciens récents couverts communaux privés classés protégés entretenus abandonnés visités loués vendus restaurés plantés drainés ombragés fleuris bornés'.split(
    ' ',
  )

/**
 * Fills a store with indicators whose values are drawn at random, from a fixed seed, and whose words say so. The measures
 * of resemblance keep their definitions, so that peers are found; the others are counts of things.
 */
export const fillStore = async (
  { store, files, geography, now }: Deps,
  real: readonly Definition[],
  size: SyntheticSize,
): Promise<readonly Definition[]> => {
  const periods = Array.from({ length: size.years }, (_, i) => String(LAST_YEAR - size.years + 1 + i))
  const codes = LEVELS.map((level) => [level, codesOf(geography, level).slice(0, size.places)] as const)
  const definitions = Array.from({ length: size.indicators }, (_, i) => definitionAt(i, real))
  for (const [i, definition] of definitions.entries()) {
    const draw = random(i + 1)
    const population = definition.slug === 'population'
    const levels = codes.map(([level, of]) => [level, drawn(of, periods.length, draw, population)] as const)
    const edition: Edition = { periods, levels: new Map(levels) }
    const id = randomUUID()
    await store.saveDefinition(definition, now())
    await files.write(id, edition)
    await store.addEdition({
      ...{ id, indicator: definition.slug, number: 1, builtAt: now().toISOString(), findings: [], counts: {} },
      sources: [
        {
          ...{ datasetId: 'synthetique', slug: 'valeurs-synthetiques', title: 'Valeurs synthétiques' },
          ...{ versionId: 'synthetique', number: 1, producer: SYNTHETIC },
        },
      ],
      madeFrom: 'synthetic',
    })
  }
  return definitions
}

const SYNTHETIC = 'Banc d’essai (valeurs synthétiques)'

const definitionAt = (i: number, real: readonly Definition[]): Definition => {
  const known = real[i]
  const thing = `${THINGS[i % THINGS.length]} ${KINDS[Math.floor(i / THINGS.length) % KINDS.length]}`
  const name = known?.name ?? `Nombre de ${thing} ${i}`
  const { key: _, ...shape } = known ?? {}
  return readDefinition({
    ...shape,
    slug: known?.slug ?? `synthetique-${i}`,
    name,
    shortName: known?.shortName ?? `${thing} ${i}`.slice(0, 40),
    definition: 'Valeurs tirées au hasard pour le banc d’essai : elles ne disent rien d’aucun lieu.',
    unit: known ? known.unit : 'objets',
    decimals: known?.decimals ?? 0,
    theme: known?.theme ?? 'SOCI',
    subtheme: known?.subtheme ?? `Banc ${i % 12}`,
    kind: known?.kind ?? 'stock',
    formulas: [
      {
        ...{ kind: 'rows', dataset: 'synthetique', level: 'commune', value: { of: 'sum', column: 'valeur' } },
        ...{ territory: { column: 'code' }, period: { column: 'annee' } },
      },
    ],
    levels: LEVELS,
    grain: 'year',
    upward: 'sum',
    better: 'neither',
    producer: SYNTHETIC,
    licence: 'lov2',
    updates: 'jamais',
    caveats: ['Valeurs synthétiques.'],
    ...(i < 6 ? { key: i + 1 } : {}),
  })
}

const codesOf = ({ names, holders }: Geography, level: Level): readonly string[] =>
  [...(names.get(level)?.keys() ?? [])]
    .filter((code) => level !== 'commune' || holders.get('departement')?.has(code))
    .toSorted()

/** Sizes spread over four orders, that move by a few per cent a year; one value in fifty is secret. */
const drawn = (codes: readonly string[], width: number, draw: () => number, whole: boolean): LevelTable => {
  const cells = emptyCells(codes.length * width)
  for (let row = 0; row < codes.length; row += 1) {
    let value = 40 * 10 ** (draw() ** 2 * 4)
    for (let column = 0; column < width; column += 1) {
      value *= 0.97 + draw() * 0.06
      const at = row * width + column
      const hidden = !whole && draw() < 0.02
      cells.values[at] = hidden ? Number.NaN : Math.round(value)
      cells.statuses[at] = hidden ? SECRET : 1
    }
  }
  return { codes, rowsABlock: codes.length, block: () => cells }
}

/** Marsaglia’s xorshift on 32 bits (2003): the same numbers each run. */
const random = (seed: number) => {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}
