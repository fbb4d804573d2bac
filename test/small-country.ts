import { buildEdition } from '../src/modules/indicator/build-edition.ts'
import { type Definition, type RowsFormula, readDefinition } from '../src/modules/indicator/index.ts'
import type { Editions } from '../src/modules/indicator/worked-out.ts'
import type { Cell } from '../src/modules/query/index.ts'
import type { Geography, GeographyStore, Level, Movement } from '../src/modules/territory/index.ts'
import { groupedTables } from './grouped-tables.ts'

/** Twenty-four communes of two départements; 10001 took in 10099 on the first of January 2020. */
export const COMMUNES = Array.from(
  { length: 24 },
  (_, i) => `${i < 12 ? '10' : '20'}0${String((i % 12) + 1).padStart(2, '0')}`,
)

export const MOVEMENTS: readonly Movement[] = [
  { on: '2020-01-01', after: null, before: ['10001', '10099'], into: ['10001'], why: 'réunion' },
]

const named = (codes: readonly string[]) => new Map(codes.map((code) => [code, `Lieu ${code}`]))

const geographyOf = (communes: readonly string[]): Geography => ({
  day: '2026-01-01',
  names: new Map<Level, ReadonlyMap<string, string>>([
    ['commune', named(communes)],
    ['departement', named(['10', '20'])],
    ['pays', named(['FR'])],
  ]),
  holders: new Map<Level, ReadonlyMap<string, string>>([
    ['departement', new Map(communes.map((code) => [code, code.slice(0, 2)]))],
    ['region', new Map(communes.map((code) => [code, code.startsWith('98') ? code.slice(0, 3) : '27']))],
  ]),
})

/** That country, as formulas ask about it. */
export const smallGeography = (
  communes: readonly string[] = COMMUNES,
  movements: readonly Movement[] = MOVEMENTS,
): GeographyStore => ({
  today: async () => geographyOf(communes),
  history: async (level: Level) => (level === 'commune' ? movements : []),
  async *populations() {},
})

/** A definition that only says how it is worked out. */
export const definitionOf = (formula: Partial<RowsFormula>, changes: Partial<Definition> = {}): Definition =>
  readDefinition({
    slug: 'essai',
    name: 'Un essai',
    shortName: 'Essai',
    definition: 'Un indicateur pour essayer.',
    unit: null,
    decimals: 0,
    theme: 'SOCI',
    subtheme: 'Essais',
    kind: 'stock',
    formulas: [
      {
        kind: 'rows',
        dataset: 'jeu',
        territory: { column: 'code' },
        level: 'commune',
        period: { column: 'an' },
        value: { of: 'sum', column: 'n' },
        ...formula,
      },
    ],
    levels: ['commune', 'departement', 'pays'],
    grain: 'year',
    upward: 'sum',
    better: 'neither',
    producer: 'INSEE',
    licence: 'lov2',
    updates: 'jamais',
    caveats: [],
    ...changes,
  })

/** What some rows give, in a small country of those communes. */
export const builtFrom = async (
  rows: readonly Readonly<Record<string, Cell>>[],
  definition: Definition,
  communes: readonly string[] = COMMUNES,
  editions: Editions = new Map(),
  movements: readonly Movement[] = MOVEMENTS,
) => {
  const source = { datasetId: 'jeu', slug: 'jeu', title: 'Jeu', versionId: 'v', number: 1, producer: 'INSEE' }
  const geography = smallGeography(communes, movements)
  const build = buildEdition({ tables: groupedTables(rows), geography, sourceOf: async () => source })
  const built = await build(definition, editions)
  if (!built) throw new Error('rien de construit')
  return built
}
