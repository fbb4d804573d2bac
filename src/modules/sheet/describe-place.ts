import { count, formatNumber } from '../../kernel/french.ts'
import {
  articled,
  capital,
  heirName,
  heirsLead,
  listed,
  noSumSentence,
  ofName,
  ofPlaces,
  type Place,
  type PlaceLink,
  type PopulationPoint,
  populationSentence,
  rankAmong,
  rankSentence,
  titleOf,
  trendSentence,
} from '../territory/index.ts'
import type { PopulationChart, SheetContent } from './sheet-content.ts'

interface PlaceFacts {
  readonly place: Place
  /** What holds it; for an EPCI, the départements that it lies in, the first holding the most of its communes. */
  readonly containers: readonly Place[]
  /** Communes that it holds. */
  readonly members: readonly Place[]
  /** Of a town split between cantons, those cantons; of a canton, the communes of which it has a part only. */
  readonly shared: readonly Place[]
  /** EPCI of a département, départements of a région. */
  readonly divisions: readonly Place[]
  readonly successors: readonly PlaceLink[]
  readonly population: readonly PopulationPoint[]
  /** Communes of its département, for a commune. */
  readonly communes: readonly Place[]
  /** The département of each commune, by their codes. */
  readonly departementOf: ReadonlyMap<string, string>
}

const KINDS: Readonly<Record<Place['level'], string>> = {
  commune: 'Commune',
  epci: 'Intercommunalité',
  canton: 'Canton',
  arrondissement: 'Arrondissement',
  departement: 'Département',
  region: 'Région',
  pays: 'Pays',
}
const PARTS: Readonly<Record<string, string>> = {
  'commune-deleguee': 'Commune déléguée',
  'commune-associee': 'Commune associée',
  'ancienne-commune': 'Ancienne commune',
  'arrondissement-municipal': 'Arrondissement municipal',
}

/** Who a place is, in words: its title, its kind, the sentence that opens its sheet, and facts about what it holds. */
export const describePlace = (facts: PlaceFacts): Pick<SheetContent, 'title' | 'kicker' | 'lead' | 'facts'> => {
  const { place } = facts
  const code = `${place.level === 'epci' ? 'SIREN' : 'code officiel'} ${place.code}`
  const postcodes = place.postcodes.slice(0, 4).join(', ')
  return {
    title: titleOf(place),
    kicker: [
      PARTS[place.kind] ?? KINDS[place.level],
      place.level === 'pays' ? '' : code,
      postcodes && `${place.postcodes.length > 1 ? 'codes postaux' : 'code postal'} ${postcodes}`,
    ]
      .filter(Boolean)
      .join(' · '),
    lead: leadOf(facts),
    facts: [membersOf(facts), holdersOf(facts), cantonsOf(facts)].filter((fact) => fact !== null),
  }
}

const leadOf = (facts: PlaceFacts): string => {
  const { place, population, containers, communes } = facts
  const gone = inheritedBy(facts)
  if (gone) return gone
  const sentence = populationSentence(place, population)
  if (!sentence)
    return (
      noSumSentence(place, facts.shared) ??
      `${capital(articled(place))} : ce que les données ouvertes en disent, avec leurs sources.`
    )
  const departement = containers.find(({ level }) => level === 'departement')
  const rank = departement && communes.length > 0 ? rankAmong(place, departement, communes) : null
  return rank ? `${sentence} ${rankSentence(rank)}` : sentence
}

/** What a place that is no more became. */
const inheritedBy = ({ place, successors }: PlaceFacts): string | null => {
  if (place.validUntil === null || successors.length === 0) return null
  const heirs = successors.map(({ place: heir }) => heir)
  return `${heirsLead(place, heirs)} ${listed(heirs.map(heirName))}.`
}

/** « Ses 57 communes sont dans deux départements : 51 dans l’Yonne, 6 dans la Nièvre. Toutes sont comptées. » */
const membersOf = ({ place, containers, members, shared, divisions, departementOf }: PlaceFacts): string | null => {
  if (members.length === 0) return null
  const name = capital(articled(place))
  const communes = `${name} réunit ${count(members.length, 'commune')}`
  if (place.level === 'canton' && shared.length > 0)
    return `${name} réunit ${count(members.length, 'commune entière', 'communes entières')}, et une partie ${ofPlaces(shared)}.`
  if (place.level === 'departement' && divisions.length > 0)
    return `${communes}. ${count(divisions.length, 'intercommunalité')} y ${divisions.length < 2 ? 'a' : 'ont'} au moins une commune.`
  if (place.level === 'region' && divisions.length > 0)
    return `${communes}, dans ${count(divisions.length, 'département')}.`
  if (place.level !== 'epci') return `${communes}.`
  const shares = containers
    .filter(({ level }) => level === 'departement')
    .map((departement) => ({
      departement,
      n: members.filter(({ code }) => departementOf.get(code) === departement.code).length,
    }))
    .filter(({ n }) => n > 0)
  if (shares.length < 2) return `${communes}.`
  const parts = shares.map(({ departement, n }) => `${formatNumber(n)} dans ${articled(departement)}`)
  return `${communes} de ${shares.length} départements : ${listed(parts)}. Toutes sont comptées dans cette fiche.`
}

const holdersOf = ({ place, containers }: PlaceFacts): string | null => {
  const held = containers.filter(({ level }) => level !== 'pays')
  if (place.level === 'epci' || place.validUntil !== null || held.length === 0) return null
  const names = held.map((holder) => (holder.level === 'region' ? `la région ${titleOf(holder)}` : articled(holder)))
  return `Où est-ce ? Dans ${listed(names)}.`
}

/** « Elle est partagée entre les cantons d’Auxerre-1 et d’Auxerre-2. » */
const cantonsOf = ({ place, shared }: PlaceFacts): string | null =>
  place.level !== 'commune' || shared.length < 2
    ? null
    : `Elle est partagée entre les cantons ${listed(shared.map(ofName))}.`

/** The count of people through the years; null when there are not two to be drawn. */
export const populationChart = (place: Place, population: readonly PopulationPoint[]): PopulationChart | null => {
  if (population.length < 2) return null
  const notes = [...new Set(population.flatMap((point) => /\((.*)\)/.exec(point.source)?.[1] ?? []))]
  return {
    title: 'La population d’année en année',
    sentence: trendSentence(population) ?? populationSentence(place, population) ?? '',
    source: `INSEE, populations légales${notes.length > 0 ? ` (${notes.join(' ; ')})` : ''}`,
    points: population.map(({ year, value }) => ({ year, value })),
  }
}
