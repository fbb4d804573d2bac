import { count, formatNumber } from '../../kernel/french.ts'
import { kilometresBetween, type Position, roundedKilometres, sideOf } from './directions.ts'
import { articled, capital, isOfWholeCommunes, ofPlace, type Place, titleOf } from './place.ts'
import { ofPlaces, ordinal, populationSentence, type Rank } from './place-words.ts'
import type { PopulationPoint } from './ports.ts'

/** What the first sentences of a place's page are made from. */
export interface LeadFacts {
  readonly place: Place
  readonly population: readonly PopulationPoint[]
  readonly containers: readonly Place[]
  /** Its communes. */
  readonly members: readonly Place[]
  /** Of a canton, the communes of which it has a part only. */
  readonly shared: readonly Place[]
  /** EPCI of a département, départements of a région. */
  readonly divisions: readonly Place[]
  readonly ranks: readonly Rank[]
  /** The portal's own département. */
  readonly home: string
  /** Where it is, and the largest town around; null when no contour tells. */
  readonly away: Away | null
}

export interface Away {
  readonly town: Place
  readonly from: Position
  readonly to: Position
}

/**
 * The first sentences of a place's page, as one would say them aloud: how many people and how that changed, where it
 * is, what it is made of. Each ends with a full stop. None when the population is not known, but for a canton and a country.
 */
export const leadSentences = (facts: LeadFacts): readonly string[] => {
  const counted = populationSentence(facts.place, facts.population)
  if (!counted)
    return ADDED_UP_OR_NOT.has(facts.place.level) ? [madeOf(facts)].filter((sentence) => sentence !== null) : []
  const told = facts.place.level === 'commune' ? [withRank(counted, facts), belonging(facts)] : [counted, madeOf(facts)]
  return told.filter((sentence) => sentence !== null)
}

/** Levels that have a sentence even without a total of their communes. */
const ADDED_UP_OR_NOT: ReadonlySet<Place['level']> = new Set(['canton', 'pays'])

const withRank = (counted: string, { ranks }: LeadFacts): string => {
  const wide = ranks.find(({ container }) => container.level === 'departement')
  if (!wide || wide.total < 2) return counted
  const { rank, total, container } = wide
  const where =
    rank === 1
      ? `la commune la plus peuplée ${ofPlace(container)}`
      : rank === total
        ? `la commune la moins peuplée ${ofPlace(container)}`
        : `la ${ordinal(rank)} commune ${ofPlace(container)} par le nombre d’habitants, sur ${formatNumber(total)}`
  return `${counted.replace(/\.$/, '')} : c’est ${where}.`
}

/** Below this share, saying which part of its EPCI a commune is tells nothing. */
const LARGE_PART = 0.25

const belonging = ({ place, containers, away }: LeadFacts): string | null => {
  const epci = containers.find(({ level }) => level === 'epci')
  const where = away && distanceWords(away)
  const share =
    epci?.population && place.population?.year === epci.population.year
      ? place.population.value / epci.population.value
      : 0
  if (!epci) return where && `Elle se trouve ${where}.`
  if (share >= LARGE_PART)
    return `Elle réunit ${formatNumber(share * 100, 0)}\u00A0% des habitants ${ofPlace(epci)}${where ? ` ; elle se trouve ${where}` : ''}.`
  return `Elle fait partie ${ofPlace(epci)}${where ? ` et se trouve ${where}` : ''}.`
}

/** « à environ 35 km au sud-est d’Auxerre, à vol d’oiseau ». */
const distanceWords = ({ town, from, to }: Away): string =>
  `à environ ${roundedKilometres(kilometresBetween(from, to))}\u00A0km ${sideOf(from, to)} ${ofPlace(town)}, à vol d’oiseau`

const SUBJECTS: Readonly<Partial<Record<Place['level'], string>>> = {
  epci: 'L’intercommunalité',
  canton: 'Le canton',
  arrondissement: 'L’arrondissement',
  departement: 'Le département',
  region: 'La région',
  pays: 'Le pays',
}

const madeOf = (facts: LeadFacts): string | null => {
  const { place, members, divisions } = facts
  const subject = SUBJECTS[place.level]
  if (!subject) return null
  if (place.level === 'region' && divisions.length > 0)
    return `${subject} réunit ${count(divisions.length, 'département')} et ${count(members.length, 'commune')}${largest(divisions, ' ; le département le plus peuplé est')}.`
  if (place.level === 'pays' && divisions.length > 0)
    return `${capital(articled(place))} réunit ${count(divisions.length, 'région')}.`
  if (facts.shared.length > 0 && members.length === 0)
    return `${subject} n’est fait que d’une partie ${ofPlaces(facts.shared)}.`
  if (facts.shared.length > 0)
    return `${subject} réunit ${members.length === 1 ? 'une commune entière' : `${formatNumber(members.length)} communes entières`} et une partie ${ofPlaces(facts.shared)}.`
  if (members.length === 0) return null
  const inside = place.level === 'departement' && divisions.length > 0
  const groups = inside ? `, dans ${count(divisions.length, 'intercommunalité')}` : ''
  const whole = isOfWholeCommunes(place) ? '' : members.length > 1 ? ' entières' : ' entière'
  return `${subject} réunit ${count(members.length, 'commune')}${whole}${outside(facts)}${groups}${largest(members, ' ; la plus peuplée est')}.`
}

/** « , dont 6 hors de l’Yonne (Nièvre) », when it crosses the border of the portal's département, or of its own main one. */
const outside = ({ place, members, containers, home }: LeadFacts): string => {
  const departements = containers.filter(({ level }) => level === 'departement')
  if (place.level !== 'epci' || departements.length < 2) return ''
  const held = departements.map((departement) => ({
    departement,
    n: members.filter(({ code }) => departementCodeOf(code) === departement.code).length,
  }))
  const main = held.find(({ departement }) => departement.id === home) ?? held.toSorted((a, b) => b.n - a.n)[0]
  const others = held.filter((one) => one !== main && one.n > 0)
  const n = others.reduce((sum, one) => sum + one.n, 0)
  if (!main || n === 0) return ''
  return `, dont ${formatNumber(n)} hors ${ofPlace(main.departement)} (${others.map(({ departement }) => titleOf(departement)).join(', ')})`
}

/** The code of the département that a commune's code begins with: `89` of `89024`, `971` of `97105`, `2A` of `2A004`. */
export const departementCodeOf = (commune: string): string => commune.slice(0, /^9[78]/.test(commune) ? 3 : 2)

const largest = (places: readonly Place[], words: string): string => {
  const [first, second] = places
    .filter(({ population }) => population !== null)
    .toSorted((a, b) => (b.population?.value ?? 0) - (a.population?.value ?? 0))
  if (!first?.population || (second && second.population?.value === first.population.value)) return ''
  return `${words} ${articled(first)} (${count(first.population.value, 'habitant')})`
}

/** The lead in one line for machines and previews; what the page is when nothing is counted. */
export const leadText = (facts: LeadFacts, kind: string): string => {
  const sentences = leadSentences(facts)
  return sentences.length > 0
    ? sentences.join(' ')
    : `${capital(kind)} : ${titleOf(facts.place)}. Ce que les données ouvertes en disent, avec leurs sources.`
}
