import { count, formatDate, formatNumber } from '../../kernel/french.ts'
import { articled, capital, isOfWholeCommunes, ofName, ofPlace, type Place, titleOf } from './place.ts'
import type { PopulationPoint } from './ports.ts'

type Series = readonly PopulationPoint[]

const signed = (n: number, decimals = 0): string =>
  `${n > 0 ? '+' : n < 0 ? '−' : ''}${formatNumber(Math.abs(n), decimals)}`

/** « +0,7 % », with a true minus sign; held together. */
export const percentChange = (before: number, after: number): string =>
  `${signed(((after - before) / before) * 100, 1)}\u00A0%`

/** Under this many people, one more or one less is several percent: no percentage is told. */
export const FEWEST_FOR_PERCENT = 200

/** « Auxerre compte 35 097 habitants en 2023, 251 de plus qu’en 2016 (+0,7 %). » Null without a count; no percentage for a few people. */
export const populationSentence = (place: Place, population: Series): string | null => {
  const [first, last] = [population[0], population[population.length - 1]]
  if (!last || !first) return null
  const now = `${capital(subjectOf(place))} compte ${count(last.value, 'habitant')} en ${last.year}`
  if (first.year === last.year) return `${now}.`
  const change = last.value - first.value
  if (change === 0) return `${now}, autant qu’en ${first.year}.`
  const told = Math.min(first.value, last.value) >= FEWEST_FOR_PERCENT && Math.abs(change / first.value) >= 0.0005
  const percent = told ? ` (${percentChange(first.value, last.value)})` : ''
  return `${now}, ${formatNumber(Math.abs(change))} de ${change > 0 ? 'plus' : 'moins'} qu’en ${first.year}${percent}.`
}

/** Some régions have no article of their own: « la région Bourgogne-Franche-Comté ». */
const subjectOf = (place: Place): string => {
  const named = articled(place)
  return place.level === 'region' && named === titleOf(place) ? `la région ${named}` : named
}

/** How the count went between its ends: its highest and lowest years, or its steady slope. Null when there is nothing to add. */
export const trendSentence = (population: Series): string | null => {
  const [first, last] = [population[0], population[population.length - 1]]
  if (!first || !last || population.length < 3) return null
  const steps = population.slice(1).map((point, i) => point.value - (population[i]?.value ?? 0))
  if (steps.every((step) => step > 0)) return `La population augmente à chaque comptage depuis ${first.year}.`
  if (steps.every((step) => step < 0)) return `La population baisse à chaque comptage depuis ${first.year}.`
  const by = (better: (a: number, b: number) => boolean) =>
    population.reduce((best, point) => (better(point.value, best.value) ? point : best))
  const turns = [
    { words: 'au plus haut', at: by((a, b) => a > b) },
    { words: 'au plus bas', at: by((a, b) => a < b) },
  ]
    .filter(({ at }) => at !== first && at !== last)
    .sort((a, b) => a.at.year - b.at.year)
    .map(({ words, at }) => `${words} en ${at.year} (${formatNumber(at.value)})`)
  const falls = last.value < first.value
  const against = population.slice(1).filter((_, i) => (falls ? (steps[i] ?? 0) >= 0 : (steps[i] ?? 0) <= 0))
  if (turns.length === 0 && against.length <= 2)
    return `Elle ${falls ? 'baisse' : 'augmente'} depuis ${first.year}, sauf en ${against.map((point) => point.year).join(' et en ')}.`
  if (turns.length === 0) return 'D’un comptage à l’autre, elle monte et descend.'
  return `Elle a été ${turns.join(', puis ')}.`
}

/** « depuis le 1er janvier 2019 »; « depuis une date située entre… » when two editions frame it; empty when it is unknown. */
export const sinceWords = (on: string | null, after: string | null | undefined): string =>
  on === null ? '' : after ? `depuis une date située ${framedDay(on, after)}` : `depuis le ${formatDate(on)}`

/** « entre le 1er janvier 2022 et le 1er janvier 2024 »: what two editions say of a day that no source gives. */
export const framedDay = (on: string, after: string): string => `entre le ${formatDate(after)} et le ${formatDate(on)}`

export interface Rank {
  readonly container: Place
  readonly rank: number
  readonly total: number
}

/** The place of a commune among those of a larger territory, by population. Null when its count is unknown. */
export const rankAmong = (place: Place, container: Place, members: readonly Place[]): Rank | null => {
  const { population } = place
  if (!population) return null
  const larger = members.filter((m) => m.population && m.population.value > population.value).length
  return { container, rank: larger + 1, total: members.length }
}

/** `1re`, `12e`. */
export const ordinal = (n: number): string => (n === 1 ? '1re' : `${formatNumber(n)}e`)

/** « Parmi les 423 communes de l’Yonne, c’est la plus peuplée. » */
export const rankSentence = ({ container, rank, total }: Rank): string => {
  const where =
    rank === 1
      ? 'la plus peuplée'
      : rank === total
        ? 'la moins peuplée'
        : `la ${ordinal(rank)} par le nombre d’habitants`
  return `Parmi les ${formatNumber(total)} communes ${ofPlace(container)}, c’est ${where}.`
}

/** The years between the first and the last count that have none. */
export const missingYears = (population: Series): readonly number[] => {
  const known = new Set(population.map((point) => point.year))
  const [first, last] = [population[0]?.year ?? 0, population[population.length - 1]?.year ?? 0]
  return Array.from({ length: last - first }, (_, i) => first + i).filter((year) => !known.has(year))
}

/**
 * Why a series of counts has no value some years, in one sentence; null when it has them all. A larger place has a total
 * only when all its communes are known on their limits of today.
 */
export const missingYearsSentence = ({ level }: Pick<Place, 'level'>, population: Series): string | null => {
  const years = missingYears(population)
  if (years.length === 0) return null
  const which =
    years.length > 1
      ? `Les années ${years.slice(0, -1).join(', ')} et ${years.at(-1)} manquent`
      : `L’année ${years[0]} manque`
  return level === 'commune'
    ? `${which} dans les éditions réunies ici. Une année sans valeur n’est pas un zéro.`
    : `${which} : soit l’édition n’est pas réunie ici, soit une commune au moins n’y est pas connue dans ses limites d’aujourd’hui. Additionner les autres donnerait un total faux.`
}

/** Why a living place has no series of counts, in one sentence. */
export const noSeriesSentence = (place: Place): string =>
  place.level === 'commune'
    ? `La série de population ${ofPlace(place)} n’est pas dans les sources de ce portail.`
    : place.level === 'pays'
      ? `Le portail ne montre pas la population ${ofPlace(place)} d’année en année : il faudrait, chaque année, le nombre d’habitants de toutes les communes dans leurs limites d’aujourd’hui, celles d’outre-mer comprises, et il en manque presque chaque année. Additionner les autres donnerait un total faux.`
      : `Le portail n’a pas de série de population ${ofPlace(place)} : il n’additionne les communes d’une année que si toutes sont connues dans leurs limites d’aujourd’hui, et chaque année il en manque au moins une, ou l’une d’elles a été partagée depuis.`

/** The inhabitants of a place in a list: « 6 183 »; why there is no number otherwise. */
export const inhabitantsOf = (place: Place): string => {
  if (place.population) return formatNumber(place.population.value)
  if (place.kind === 'canton-partage') return 'ville partagée'
  return isOfWholeCommunes(place) ? 'population inconnue' : 'sans total'
}

/** « d’Auxerre », « de Cannes et du Cannet ». */
export const ofPlaces = (places: readonly Place[]): string => listed(places.map(ofPlace))

/** « Guillon n’est plus une commune de plein exercice depuis le 1er janvier 2019 : son territoire fait partie de la commune »: what leads to the names of the heirs of a place that is no more. */
export const heirsLead = (place: Place, heirs: readonly Place[]): string => {
  const since = sinceWords(place.validUntil, place.untilAfter)
  const commune = place.level === 'commune'
  const gone = commune ? 'n’est plus une commune de plein exercice' : 'n’existe plus'
  const now = commune
    ? `son territoire ${heirs.length > 1 ? 'est partagé entre les communes' : 'fait partie de la commune'}`
    : 'la plupart de ses communes ont rejoint'
  return `${capital(articled(place))} ${gone}${since && ` ${since}`} : ${now}`
}

/** The name of an heir after that: « de Guillon-Terre-Plaine », « du Vault-de-Lugny », « la communauté de communes du Jovinien ». */
export const heirName = (heir: Place): string => (heir.level === 'commune' ? ofName(heir) : articled(heir))

/** « a, b et c ». */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} et ${texts.at(-1)}`

/**
 * Why nothing that is counted by commune adds up to a canton, in two sentences: it has a part only of communes that it shares,
 * or may have. Null for a place made of whole communes.
 */
export const noSumSentence = (place: Place, shared: readonly Place[]): string | null => {
  if (isOfWholeCommunes(place)) return null
  const why =
    shared.length > 0
      ? `${capital(articled(place))} n’a qu’une partie ${ofPlaces(shared)}, ${shared.length > 1 ? 'partagées' : 'partagée'} entre plusieurs cantons.`
      : `${capital(articled(place))} a peut-être une partie d’une commune partagée entre plusieurs cantons : les sources de ce portail ne le disent pas.`
  return `${why} Les chiffres réunis ici sont connus par commune entière : les additionner donnerait un total faux, et le portail n’en donne pas.`
}

/** The same in one sentence that names nothing, for beside a figure that is missing. */
export const noSumBriefly = (place: Pick<Place, 'level' | 'kind'>): string | null =>
  isOfWholeCommunes(place)
    ? null
    : `Ce chiffre est connu par commune entière, et ce canton n’a ${place.kind === 'canton-partage' ? '' : 'peut-être '}qu’une partie d’une commune : un total serait faux.`

/** « Ses 3 communes entières comptent ensemble 5 812 habitants en 2023. » Null when one is not counted that year. */
export const wholeCommunesSentence = (members: readonly Place[]): string | null => {
  const year = members[0]?.population?.year
  if (year === undefined || members.some(({ population }) => population?.year !== year)) return null
  const people = count(
    members.reduce((sum, { population }) => sum + (population?.value ?? 0), 0),
    'habitant',
  )
  return members.length > 1
    ? `Ses ${formatNumber(members.length)} communes entières comptent ensemble ${people} en ${year}.`
    : `Sa seule commune entière compte ${people} en ${year}.`
}

/**
 * What a change of the list of communes was, as a verb: « Vaux, Moneteau … ». `born` names the commune that those make, when
 * one of them gave it its code: it was not there before them.
 */
export const changeWords = (why: string, several: boolean, born: string | null): string => {
  const be = (one: string, many: string) => (several ? many : one)
  if (born && several && /déléguée/.test(why))
    return `se réunissent pour former ${born} : elles en deviennent les communes déléguées`
  if (/association/.test(why))
    return be('rejoint la commune en s’y associant', 'rejoignent la commune en s’y associant')
  if (/déléguée/.test(why))
    return be(
      'rejoint la commune, dont elle devient commune déléguée',
      'rejoignent la commune, dont elles deviennent communes déléguées',
    )
  if (/absorbée/.test(why)) return be('entre dans la commune nouvelle', 'entrent dans la commune nouvelle')
  if (/fusion|réunion/.test(why)) return be('est réunie à la commune', 'sont réunies à la commune')
  if (/changement de nom/.test(why)) return be('change de nom', 'changent de nom')
  if (/changement de nature/.test(why)) return be('change de nature', 'changent de nature')
  if (/création/.test(why)) return be('lui donne le plus de ses communes', 'lui donnent le plus de leurs communes')
  if (/rétablissement/.test(why)) return be('s’en sépare', 's’en séparent')
  return why
}
