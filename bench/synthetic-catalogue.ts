import type { Dataset } from '../src/modules/catalog/index.ts'

/** Subjects of the titles: the words that the bench then looks for. */
export const WORDS = [
  'collèges',
  'routes',
  'subventions',
  'budget',
  'population',
  'arbres',
  'ponts',
  'cyclable',
  'déchets',
  'crèches',
  'bibliothèques',
  'marchés publics',
  'énergie',
  'logements',
  'forêts',
  'vignes',
  'santé',
  'tourisme',
  'stationnement',
  'qualité de l’eau',
]
const KEYWORDS = ['mobilité', 'jeunesse', 'voirie', 'finances', 'patrimoine', 'biodiversité', 'social', 'culture']
const THEMES = ['EDUC', 'TRAN', 'ECON', 'SOCI', 'ENVI', 'HEAL', 'GOVE', 'AGRI']
const PRODUCERS = ['insee', 'dgcl', 'la-poste']

/** Synthetic datasets, the same at every run, a hundred at a time. */
export function* syntheticDatasets(
  count: number,
  places: readonly { readonly id: string; readonly name: string }[],
): Iterable<readonly Dataset[]> {
  const of = <T>(all: readonly T[], n: number): T => {
    const found = all[n % all.length]
    if (found === undefined) throw new RangeError('empty list')
    return found
  }
  for (let first = 1; first <= count; first += 100)
    yield Array.from({ length: Math.min(100, count - first + 1) }, (_, k): Dataset => {
      const n = first + k
      const place = of(places, n * 7)
      const at = new Date(Date.UTC(2026, 10, 24) - ((n * 7919) % 1500) * 86_400_000).toISOString().replace('.000', '')
      return {
        id: `synthetique-${n}`,
        slug: `jeu-synthetique-${n}`,
        title: `${of(WORDS, n)} à ${place.name}, ${2000 + (n % 25)} (jeu synthétique ${n})`,
        description: `Jeu synthétique de mesure. Il parle de ${of(WORDS, n * 3 + 1)} et de ${of(WORDS, n * 11 + 5)}, sans aucune donnée réelle. ${'Texte de remplissage. '.repeat(8)}`,
        keywords: [of(KEYWORDS, n), of(KEYWORDS, n * 5 + 3), of(WORDS, n + 4)],
        theme: of(THEMES, n * 3),
        localThemes: n % 4 === 0 ? ['Puisaye'] : [],
        licence: n % 9 === 0 ? 'odc-odbl' : 'lov2',
        producer: of(PRODUCERS, n),
        contact: null,
        frequency: 'ANNUAL',
        temporalStart: null,
        temporalEnd: null,
        territory: n % 3 === 0 ? 'departement:89' : place.id,
        provenance: '',
        sourceUrl: null,
        legalBasis: null,
        status: 'published',
        versionId: null,
        createdAt: at,
        updatedAt: at,
      }
    })
}
