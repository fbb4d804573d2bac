import { fold } from '../src/kernel/fold.ts'

/** A line of `territories/france/cantons.csv`; communes are told by the end of their code, after that of their département. */
interface CantonLine {
  readonly code: string
  readonly name: string
  /** INSEE's TNCC. */
  readonly liaison: number
  /** Those that lie in it whole. */
  readonly communes: readonly string[]
  /** Those of which it has a part. */
  readonly shares: readonly string[]
  /** False when it may have a part of some that is not told. */
  readonly certain: boolean
}

interface Read {
  /** Of 2026. `canton` is that of INSEE: a canton, or 99, 98… for a commune split between several, 89, 88… for one that reunites communes of several. */
  readonly communes: readonly {
    readonly code: string
    readonly departement: string
    readonly name: string
    readonly liaison: number
    readonly canton: string
    /** How many people it counts. */
    readonly inhabitants: number
  }[]
  readonly names: ReadonlyMap<string, string>
  /** Cantons of an election, with their voters. */
  readonly elected: ReadonlyMap<string, { readonly name: string; readonly voters: number }>
}
type Commune = Read['communes'][number]

/** INSEE numbers from 99 downwards what is no canton: none has so many. */
const isCanton = (code: string): boolean => Number(code.slice(-2)) < 80

/** Départements whose cantons were read one by one in INSEE's list of 2025, which says whether a canton has parts of communes. */
const READ = new Set(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 21 22 23 24 25 26 27 89 90 91 92'.split(' '),
)

/**
 * Cantons that have a part of communes whose name they do not bear: that list says so, or the voters that they would have too
 * many of (4505). Each commune is the only one of the département that still lacks a part. Empty: which one is not known.
 */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  '0607': ['06029', '06030'],
  '0625': [],
  '1410': ['14027'],
  '1606': ['16192'],
  '1610': ['16192'],
  '1809': ['18173'],
  '1810': ['18173'],
  '2217': ['22093'],
  '2405': ['24026'],
  '2407': ['24026', '24312'],
  '2412': ['24312'],
  '2601': ['26281'],
  '2706': ['27198', '27679'],
  '2722': ['27198', '27679'],
  '4505': [],
  '9106': [],
  '9107': [],
  '9119': [],
  '9121': [],
  '9212': ['92004', '92026'],
}

/** Names of lands (« le Tonnerrois ») that a sentence gives an article, which INSEE leaves out. */
const ARTICLES: Readonly<Record<string, number>> = { '8910': 2, '8919': 2 }

/** Voters for one inhabitant, against the middle of the département, from which a canton surely counts more people than its whole communes. */
const TOO_MANY_VOTERS = 1.2

/** The cantons of France with what lies in them, and what could not be told, in sentences. */
export const cantonsOfFrance = (read: Read) => {
  const remarks: string[] = []
  const departements = [...new Set(read.communes.map(({ departement }) => departement))].filter((code) => code !== '75')
  const cantons = departements.flatMap((departement) => {
    const communes = read.communes.filter((commune) => commune.departement === departement)
    const split = communes.filter(({ canton }) => !isCanton(canton) && canton !== '6999')
    const codes = [...new Set([...communes.map(({ canton }) => canton), ...read.elected.keys()])]
    const named = codes
      .filter((code) => code.slice(0, -2) === departement && isCanton(code))
      .flatMap((code) => {
        const name = read.names.get(code) ?? nameOfTown(read.elected.get(code)?.name ?? '', split)
        if (name === undefined)
          remarks.push(`${code} ${read.elected.get(code)?.name} : sans commune entière, nom d’avant`)
        return name === undefined ? [] : [{ code, name, communes: communes.filter(({ canton }) => canton === code) }]
      })
    const bearers = (town: Commune) => named.filter(({ name }) => bears(name, town))
    const untold = READ.has(departement) ? [] : split.filter((town) => !isToldBy(bearers(town), town))
    const odd = READ.has(departement) ? new Set<string>() : withTooManyVoters(named, read.elected)
    if (untold.length > 0)
      remarks.push(
        `${departement} : ${untold.map(({ name }) => name).join(', ')} ailleurs que dans les cantons de ce nom`,
      )
    return named
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, name, communes: own }): CantonLine => {
        const towns = split.filter((town) => bears(name, town)).map((town) => town.code)
        const shares = [...new Set([...towns, ...(ALSO[code] ?? [])])]
        const told = shares.length > 0 || (untold.length === 0 && !ALSO[code])
        if (told && shares.length === 0 && odd.has(code))
          remarks.push(`${code} ${name} : trop d’électeurs pour ses communes`)
        return {
          ...{ code, name, liaison: ARTICLES[code] ?? liaisonOf(name, communes) },
          communes: ends(
            own.map((commune) => commune.code),
            departement,
          ),
          shares: ends(shares, departement),
          certain: told && (shares.length > 0 || !odd.has(code)),
        }
      })
  })
  return { cantons, remarks }
}

const ends = (codes: readonly string[], departement: string): readonly string[] =>
  codes.map((code) => code.slice(departement.length)).toSorted()

/** « Auxerre-1 », « Rodez-Onet » and « Asnières-sur-Seine » bear the name of a town. */
const bears = (canton: string, { name }: Commune): boolean => `${fold(canton)} `.startsWith(`${fold(name)} `)

/** The name of an election, with the signs of the town's own. */
const nameOfTown = (elected: string, split: readonly Commune[]): string | undefined => {
  const town = split.find((one) => bears(elected, one))
  return town && `${town.name}${elected.slice(town.name.length)}`
}

/** A town lies whole in the cantons that bear its name when there are several, numbered without a gap. */
const isToldBy = (bearers: readonly { readonly name: string }[], { name }: Commune): boolean => {
  const numbers = bearers
    .flatMap((canton) => /^ (\d+)/.exec(fold(canton.name).slice(fold(name).length))?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)
  return bearers.length > 1 && numbers.every((number, i) => number === i + 1)
}

const withTooManyVoters = (
  cantons: readonly { readonly code: string; readonly communes: readonly Commune[] }[],
  elected: Read['elected'],
): ReadonlySet<string> => {
  const ratios = cantons.flatMap(({ code, communes }) => {
    const inhabitants = communes.reduce((sum, commune) => sum + commune.inhabitants, 0)
    const voters = elected.get(code)?.voters
    return voters && inhabitants > 0 ? [{ code, ratio: voters / inhabitants }] : []
  })
  const middle = ratios.map(({ ratio }) => ratio).toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0
  return new Set(ratios.filter(({ ratio }) => ratio > middle * TOO_MANY_VOTERS).map(({ code }) => code))
}

/** That of the commune whose name it bears, else what its own name shows: an article, a vowel. */
const liaisonOf = (name: string, communes: readonly Commune[]): number => {
  const [commune] = communes.filter((one) => bears(name, one)).toSorted((a, b) => b.name.length - a.name.length)
  if (commune) return commune.liaison
  const article = /^(Le |La |Les |L['’])/.exec(name)?.[1]
  if (article) return { 'Le ': 2, 'La ': 3, 'Les ': 4 }[article] ?? 5
  return /^[aeiou]/.test(fold(name)) ? 1 : 0
}
