import { fold } from '../../../kernel/fold.ts'
import type { Semantic } from '../../query/index.ts'
import type { ParseRule } from '../typing.ts'
import { isSirenLike, isUai, type References } from './references.ts'

/** What a column was recognised to hold, on what evidence, and how its cells must then be read. */
export interface Meaning {
  readonly semantic: Semantic
  readonly because: string
  readonly rule?: ParseRule
  readonly unit?: string
}

interface Sign {
  readonly semantic: Semantic
  readonly header: RegExp
  /** Share of the values that must be valid, when the header says so and when it does not (above 1: never). */
  readonly share: readonly [number, number]
  readonly valid: (value: string, references: References) => boolean
  readonly pad?: number
}

const CODES: readonly Sign[] = [
  { semantic: 'siret', header: /siret/, share: [0.7, 0.97], valid: (v) => v.length === 14 && isSirenLike(v) },
  { semantic: 'epci', header: /epci|interco|siren/, share: [0.9, 0.95], valid: (v, r) => r.epci(v) },
  { semantic: 'siren', header: /siren/, share: [0.7, 0.97], valid: (v) => v.length === 9 && isSirenLike(v), pad: 9 },
  { semantic: 'uai', header: /uai|rne|etab/, share: [0.8, 0.95], valid: isUai },
  {
    semantic: 'postcode',
    header: /postal|postcode|\bcp\b|code post|c(o)?dpost/,
    share: [0.8, 2],
    valid: (v, r) => r.postcode(v),
    pad: 5,
  },
  {
    semantic: 'commune',
    header: /insee|commune|\bcom\b|codgeo|depcom|code geo|citycode|com arm|maille|chef ?lieu|comparent|^geo$/,
    share: [0.75, 0.98],
    valid: (v, r) => r.commune(v),
    pad: 5,
  },
  {
    semantic: 'departement',
    // Not « dépenses », « dépistés », « départs »: their small numbers would all be valid.
    header: /\b(code?|num)?(dep|dpt|dept|departement|department)s?\b/,
    share: [0.9, 2],
    valid: (v, r) => r.departement(v),
    pad: 2,
  },
  { semantic: 'region', header: /\breg(ion)?\b/, share: [0.9, 2], valid: (v, r) => r.region(v), pad: 2 },
]

/** Recognises codes by their header and their values together; a code whose zeros were lost gets them back, and it is said. */
export const codeMeaning = (label: string, values: readonly string[], references: References): Meaning | null => {
  const header = fold(label)
  const cut = shareOf(values, (v) => /^[0-9AB]{1,14}\.0$/.test(v)) > 0.98
  const plain = cut ? values.map((v) => v.replace(/\.0$/, '')) : values
  if (plain.length === 0) return null
  if (areDepartements(plain, references))
    return {
      semantic: 'departement',
      because: 'toutes les valeurs vues sont valides, 2A ou 2B comprises',
      rule: { kind: 'text' },
    }
  for (const sign of CODES) {
    const named = sign.header.test(header)
    const wanted = named ? sign.share[0] : sign.share[1]
    const share = (padded: boolean) =>
      shareOf(plain, (v) =>
        sign.valid(padded && sign.pad && /^[0-9AB]+$/.test(v) ? v.padStart(sign.pad, '0') : v, references),
      )
    const direct = share(false)
    const restored = named && sign.pad ? share(true) : 0
    if (Math.max(direct, restored + 0.05) < wanted) continue
    if (!named && !(new Set(plain).size >= 30 && (hasKey(sign) || /code|cod|id|n[o°]|num/.test(header)))) continue
    const lost = restored > direct
    const because = `${percent(Math.max(direct, restored))} des valeurs vues sont valides${lost ? ', une fois rendus les zéros perdus au début' : ''}`
    const rule: ParseRule = {
      kind: 'text',
      ...(lost && sign.pad ? { pad: sign.pad } : {}),
      ...(cut ? { cutDecimal: true } : {}),
    }
    return { semantic: sign.semantic, because, rule }
  }
  return null
}

/** Thirty different numbers whose key is right are not there by chance, whatever the label says. */
const hasKey = (sign: Sign) => sign.semantic === 'siren' || sign.semantic === 'siret' || sign.semantic === 'uai'

/** No number is written 2A: one of Corsica's codes tells a whole list. */
const areDepartements = (values: readonly string[], references: References): boolean =>
  values.some((v) => v === '2A' || v === '2B') && values.length >= 20 && values.every((v) => references.departement(v))

/** The part of the values that pass, from 0 to 1. */
const shareOf = (values: readonly string[], passes: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(passes).length / values.length

const percent = (share: number) => `${Math.round(share * 100)} %`

/** True when a column of digits is an identifier, on which no one computes: its header says so or a value begins with zero. */
export const isIdentifier = (label: string, values: readonly string[]): boolean =>
  /\b(code|cod|id|identifiant|siren|siret|uai|insee|tel|telephone|fax|portable|iris|n|num|numero|ref|reference|compte|section|parcelle|idbank|nature|sous ?fonction|fonction|chapitre|article|rubrique)\b|^(id|cod|cd|num)/.test(
    fold(label),
  ) || values.some((v) => /^0\d+$/.test(v))

const share = (values: readonly string[], pattern: RegExp) =>
  values.length === 0 ? 0 : values.filter((v) => pattern.test(v)).length / values.length

/** Meanings that go with the type already found. */
export const otherMeaning = (label: string, values: readonly string[], rule: ParseRule): Meaning | null => {
  const header = fold(label)
  if (rule.kind === 'text') return textMeaning(header, values)
  if (rule.kind === 'geometry') return { semantic: 'geopoint', because: 'les valeurs sont des positions' }
  if (rule.kind !== 'integer' && rule.kind !== 'number') return null
  const numbers = values.map((v) => Number(v.replace(',', '.'))).filter(Number.isFinite)
  const within = (low: number, high: number) =>
    numbers.length > 0 && numbers.filter((n) => n >= low && n <= high).length >= numbers.length * 0.99
  if (/^(lat|latitude|ylat|y lat|y wgs84)/.test(header) && within(-90, 90))
    return { semantic: 'latitude', because: 'intitulé, et valeurs entre −90 et 90' }
  if (/^(lon|lng|long|longitude|xlong|x long|x wgs84)/.test(header) && within(-180, 180))
    return { semantic: 'longitude', because: 'intitulé, et valeurs entre −180 et 180' }
  if (/\b(an|annee\w*|year|exercice|millesime|rentree)\b/.test(header) && within(1800, 2100))
    return { semantic: 'year', because: 'intitulé, et valeurs entre 1800 et 2100' }
  if (share(values, /€|eur(os?)?$/i) > 0.3 || /€|\beuros?\b/.test(label.toLowerCase()))
    return { semantic: 'money', because: 'le signe € est dans les valeurs ou l’intitulé', unit: '€' }
  if (/\b(montant|subvention|prix|cout|depense|recette)s?\b/.test(header))
    return { semantic: 'money', because: 'l’intitulé parle d’un montant', unit: '€' }
  if (share(values, /%$/) > 0.3 || /%|pourcentage/.test(label.toLowerCase()))
    return { semantic: 'percentage', because: 'le signe % est dans les valeurs ou l’intitulé', unit: '%' }
  return null
}

const textMeaning = (header: string, values: readonly string[]): Meaning | null => {
  if (share(values, /^https?:\/\/\S+$|^www\.\S+$/i) > 0.8)
    return { semantic: 'url', because: 'les valeurs sont des adresses web' }
  if (share(values, /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i) > 0.8)
    return { semantic: 'email', because: 'les valeurs sont des adresses électroniques' }
  if (/tel|phone|fax/.test(header) && share(values, /^(\+33|0)[\d\s.()-]{8,16}$/) > 0.6)
    return { semantic: 'phone', because: 'intitulé, et valeurs en forme de numéros' }
  if (
    /^(nom (de la )?)?commune$|libgeo|lib com|nom com|libelle commune/.test(header) &&
    share(values, /^[\p{L}\s'’.-]+$/u) > 0.8
  )
    return { semantic: 'place-name', because: 'l’intitulé annonce un nom de lieu' }
  return null
}
