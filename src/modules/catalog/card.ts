import type { Issue } from '../../kernel/errors.ts'
import type { Dataset } from './dataset.ts'
import { LICENCES } from './licences.ts'
import { type PlaceFinder, placeNamed } from './named-place.ts'
import type { OrganisationStore } from './ports.ts'
import { THEMES } from './themes.ts'

/** What a person may write on a dataset's card. */
export type Card = Pick<
  Dataset,
  | 'title'
  | 'description'
  | 'keywords'
  | 'theme'
  | 'localThemes'
  | 'licence'
  | 'producer'
  | 'contact'
  | 'frequency'
  | 'temporalStart'
  | 'temporalEnd'
  | 'territory'
  | 'provenance'
  | 'sourceUrl'
  | 'legalBasis'
>

export interface CardDeps {
  readonly organisations: Pick<OrganisationStore, 'get'>
  readonly places: PlaceFinder
}

/** A card as it will be kept, and every mistake at once, by field. The territory may be written as people say it. */
export const checkCard = async (
  deps: CardDeps,
  typed: Card,
): Promise<{ readonly card: Card; readonly issues: readonly Issue[] }> => {
  const issues: Issue[] = []
  const say = (pointer: string, message: string) => issues.push({ pointer, message })
  const place = typed.territory === null ? null : await placeNamed(deps.places, typed.territory)
  if (place && 'problem' in place) say('/territory', place.problem)
  if (typed.producer !== null && !(await deps.organisations.get(typed.producer)))
    say('/producer', 'Choisissez une organisation de la liste.')
  const card: Card = {
    ...typed,
    title: typed.title.trim(),
    keywords: distinct(typed.keywords.map((word) => word.toLowerCase())),
    localThemes: distinct(typed.localThemes),
    territory: place && 'id' in place ? place.id : typed.territory,
  }
  return { card, issues: [...issues, ...mistakesOf(card)] }
}

const distinct = (words: readonly string[]): string[] => [
  ...new Set(words.map((word) => word.replace(/\s+/g, ' ').trim()).filter((word) => word !== '')),
]

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LENGTHS = {
  description: 50_000,
  provenance: 20_000,
  contact: 300,
  legalBasis: 1000,
  sourceUrl: 2000,
} as const satisfies Partial<Record<keyof Card, number>>

const mistakesOf = (card: Card): readonly Issue[] => {
  const issues: Issue[] = []
  const say = (pointer: string, message: string) => issues.push({ pointer, message })
  if (card.title.length < 3) say('/title', 'Le titre compte au moins 3 caractères.')
  if (card.title.length > 200) say('/title', 'Le titre compte au plus 200 caractères.')
  for (const key of ['description', 'provenance', 'contact', 'legalBasis', 'sourceUrl'] as const)
    if ((card[key] ?? '').length > LENGTHS[key]) say(`/${key}`, `Au plus ${LENGTHS[key]} caractères.`)
  for (const key of ['keywords', 'localThemes'] as const)
    if (card[key].length > 30 || card[key].some((word) => word.length > 60))
      say(`/${key}`, 'Au plus 30 expressions, de 60 caractères chacune.')
  if (card.theme && !THEMES.some((t) => t.code === card.theme)) say('/theme', 'Choisissez un thème de la liste.')
  if (card.licence && !LICENCES.some((l) => l.id === card.licence))
    say('/licence', 'Choisissez une licence de la liste.')
  for (const key of ['temporalStart', 'temporalEnd'] as const)
    if (card[key] !== null && !isDay(card[key])) say(`/${key}`, 'Attendu : AAAA-MM-JJ, par exemple 2024-12-31.')
  if (card.temporalStart && card.temporalEnd && card.temporalEnd < card.temporalStart)
    say('/temporalEnd', 'La fin vient avant le début.')
  if (card.sourceUrl && !/^https?:\/\//.test(card.sourceUrl))
    say('/sourceUrl', 'Attendu : une adresse qui commence par https://')
  return issues
}

/** A day of the calendar: 2024-02-31 is none. */
const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
