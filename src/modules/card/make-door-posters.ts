import { type DatasetStore, excerpt, ORGANISATION_TYPES, type OrganisationStore } from '../catalog/index.ts'
import { type KnownIndicators, MOST_COMPARED, NEIGHBOURS, type PeerFinder, STATUS_WORDS } from '../indicator/index.ts'
import { articled, ofPlace, type Place, type PlaceStore } from '../territory/index.ts'
import type { MadePoster, Poster } from './poster.ts'
import { counted, EVERY_DATASET, keyFigures } from './poster-figures.ts'

export interface DoorPostersDeps {
  readonly known: Pick<KnownIndicators, 'shown'>
  readonly places: Pick<PlaceStore, 'get' | 'members' | 'neighbours'>
  readonly datasets: Pick<DatasetStore, 'search'>
  readonly organisations: Pick<OrganisationStore, 'list'>
  readonly finder: Pick<PeerFinder, 'measures'>
  /** The portal's own territory: `departement:89`. */
  readonly territoryId: string
  /** `2026-11-26`. */
  readonly today: () => string
}

const CATALOGUE = 'catalogue du portail'
const CODES = 'INSEE, code officiel géographique'

/**
 * The pictures of the pages that lead to others, or tell how the portal works: what each says of itself, in its own
 * counts. A name is the path of the page without its first slash.
 */
export const doorPostersOf = (deps: DoorPostersDeps) => {
  const { known, places, datasets, organisations, finder, territoryId } = deps
  const catalogue = () => datasets.search(EVERY_DATASET)
  const communesOf = (home: Place) => places.members(home.id, 'commune', deps.today())
  const indicators = async () => {
    const shown = await known.shown()
    return counted(shown.length, 'indicateur', 'indicateurs')
  }
  const compared = async () => {
    const { places: communes } = await finder.measures('commune')
    return counted(communes, 'commune de France', 'communes de France')
  }
  const opened = async () => counted((await catalogue()).total, 'jeu de données ouvert', 'jeux de données ouverts')

  const doors = {
    territoires: async (home) => {
      const [communes, epci, cantons] = await Promise.all([
        communesOf(home),
        places.neighbours(home.id, 'epci'),
        places.neighbours(home.id, 'canton'),
      ])
      return {
        kind: 'Territoires',
        title: `Les territoires ${ofPlace(home)}`,
        sentence: null,
        figures: [
          counted(communes.length, 'commune', 'communes'),
          counted(epci.length, 'intercommunalité', 'intercommunalités'),
          counted(cantons.length, 'canton', 'cantons'),
        ],
        source: CODES,
      }
    },

    indicateurs: async (home) => {
      const shown = await known.shown()
      const subjects = new Set(shown.map(({ definition }) => definition.subtheme))
      const producers = new Set(shown.map(({ definition }) => definition.producer))
      return {
        kind: 'Indicateurs',
        title: `Les indicateurs ${ofPlace(home)}`,
        sentence: 'Chaque indicateur avec sa définition, sa source et ses limites.',
        figures: [
          counted(shown.length, 'indicateur', 'indicateurs'),
          counted(subjects.size, 'sujet', 'sujets'),
          counted(producers.size, 'producteur', 'producteurs'),
        ],
        source: CATALOGUE,
      }
    },

    donnees: async (home) => {
      const { total, facets } = await catalogue()
      return {
        kind: 'Données',
        title: `Les données ${ofPlace(home)}`,
        sentence: 'Des tableaux ouverts à tous : à lire, à télécharger, à interroger depuis un programme.',
        figures: [
          counted(total, 'jeu de données', 'jeux de données'),
          counted(facets.theme.length, 'thème', 'thèmes'),
          counted(facets.producer.length, 'producteur', 'producteurs'),
        ],
        source: CATALOGUE,
      }
    },

    cartes: async (home) => {
      const shown = await known.shown()
      const [key] = keyFigures(shown, home)
      const cards = shown.flatMap(({ record }) => Object.values(record.counts)).reduce((sum, n) => sum + n, 0)
      return {
        kind: 'Cartes à partager',
        title: 'Un chiffre, sa date, son rang et sa source',
        sentence: 'À coller dans un site, un article ou un message.',
        figures: [
          counted(cards, 'carte, une par indicateur et par lieu', 'cartes, une par indicateur et par lieu'),
          ...(key ? [{ value: key.value, label: `par exemple, ${articled(home)} : ${key.label}` }] : []),
        ],
        source: key ? `${CATALOGUE} ; ${key.producer}` : CATALOGUE,
      }
    },

    'methode/pairs': async () => {
      const { measures, places: communes } = await finder.measures('commune')
      const used = measures.filter(({ use }) => use === 'used').length
      return {
        kind: 'Méthode',
        title: 'Comment les pairs d’un lieu sont trouvés',
        sentence: 'Un chiffre seul dit peu. Comparé à des lieux vraiment semblables, il devient parlant.',
        figures: [
          counted(communes, 'commune de France comparée', 'communes de France comparées'),
          counted(used, 'indicateur de ressemblance pour une commune', 'indicateurs de ressemblance pour une commune'),
          counted(NEIGHBOURS, 'voisin statistique au plus', 'voisins statistiques au plus'),
        ],
        source: CATALOGUE,
      }
    },

    comparer: async () => ({
      kind: 'Comparer',
      title: 'Des lieux côte à côte',
      sentence: 'Les mêmes indicateurs, à la même date, avec leurs sources.',
      figures: [
        counted(MOST_COMPARED, 'lieu au plus', 'lieux au plus, côte à côte'),
        await indicators(),
        await compared(),
      ],
      source: CATALOGUE,
    }),

    figures: async () => ({
      kind: 'Figures',
      title: 'Les figures du portail',
      sentence: 'Chaque façon de montrer un chiffre, avec des valeurs inventées, dites comme telles.',
      figures: [
        counted(
          Object.keys(STATUS_WORDS).length,
          'état d’un chiffre',
          'états d’un chiffre, qui ne se confondent jamais',
        ),
      ],
      source: CATALOGUE,
    }),

    organisations: async () => {
      const listed = await organisations.list()
      return {
        kind: 'Organisations',
        title: 'Ceux qui produisent les données',
        sentence: 'Chaque jeu de données a un producteur, qui en répond.',
        figures: [counted(listed.length, 'organisation', 'organisations'), await opened()],
        source: CATALOGUE,
      }
    },

    recherche: async (home) => ({
      kind: 'Recherche',
      title: 'Une question, un chiffre, sa source',
      sentence: `Poser une question sur ${articled(home)}, chercher un lieu, un indicateur ou un jeu de données.`,
      figures: [
        counted((await communesOf(home)).length, `commune ${ofPlace(home)}`, `communes ${ofPlace(home)}`),
        await indicators(),
        await opened(),
      ],
      source: CATALOGUE,
    }),

    api: async () => ({
      kind: 'API',
      title: 'Les données du portail, depuis un programme',
      sentence: 'Sans compte, sans clé, depuis n’importe quel site.',
      figures: [await opened(), await indicators(), await compared()],
      source: CATALOGUE,
    }),
  } satisfies Readonly<Record<string, (home: Place) => Promise<Poster>>>

  return {
    doors: Object.keys(doors) as readonly (keyof typeof doors)[],

    /** Undefined while the territory is not known. The territory's own map stands on the picture of its places. */
    door: async (name: keyof typeof doors): Promise<MadePoster | undefined> => {
      const home = await places.get(territoryId)
      return home && { poster: await doors[name](home), place: name === 'territoires' ? home : null }
    },

    organisation: async (slug: string): Promise<MadePoster | undefined> => {
      const found = (await organisations.list()).find((one) => one.slug === slug)
      if (!found) return undefined
      const own = (await known.shown()).filter(({ definition }) => definition.producer === found.name).length
      const poster = {
        kind: ORGANISATION_TYPES[found.type],
        title: found.name,
        sentence: excerpt(found.description, 180) || 'Ce que cet organisme publie sur le portail.',
        figures: [
          counted(found.datasets, 'jeu de données publié', 'jeux de données publiés'),
          ...(own > 0 ? [counted(own, 'indicateur', 'indicateurs')] : []),
        ],
        source: CATALOGUE,
      }
      return { poster, place: null }
    },
  }
}
