import { invalid } from '../../kernel/errors.ts'
import { formatNumber } from '../../kernel/french.ts'
import { NOT_TEXT } from '../../kernel/plain-text.ts'
import type { Definition } from './definition.ts'

type Told = 'name' | 'shortName' | 'unit' | 'theme' | 'subtheme' | 'producer' | 'licence' | 'updates' | 'definition'

/** Signs of each text at most: pages, cards and printed sheets have room for no more. The shape of a definition bounds the others. */
const LONGEST: Readonly<Partial<Record<Told, number>>> = {
  unit: 40,
  theme: 60,
  subtheme: 60,
  producer: 120,
  licence: 60,
  updates: 120,
}
const TOLD: readonly Told[] = [
  ...(['name', 'shortName', 'definition', 'unit', 'theme', 'subtheme'] as const),
  ...(['producer', 'licence', 'updates'] as const),
]
const LISTS = { caveats: { most: 20, longest: 600 }, words: { most: 50, longest: 60 } } as const
/** Beyond, what is multiplied is past what a number holds exactly. */
const MOST_TIMES = 1e9

/**
 * Refuses a definition that a page could not hold: texts too long, signs that nobody reads, a multiplication without
 * measure. Kept apart from its shape, so that one kept long ago is still read.
 */
export const checkBounds = (definition: Definition): void => {
  const issues = [
    ...TOLD.flatMap((field) => textIssue(definition, field)),
    ...listIssues(definition),
    ...timesIssue(definition),
    ...levelsIssue(definition),
  ]
  const [first] = issues
  if (first) throw invalid(first.message, issues)
}

const textIssue = (definition: Definition, field: Told) => {
  const text = definition[field] ?? ''
  const message = isUnreadable(text)
    ? UNREADABLE
    : text.length > (LONGEST[field] ?? text.length)
      ? `Ce texte compte ${formatNumber(text.length)} caractères : ${LONGEST[field]} au plus.`
      : null
  return message === null ? [] : [{ pointer: `/${field}`, message }]
}

const listIssues = (definition: Definition) =>
  (['caveats', 'words'] as const).flatMap((field) => {
    const [texts, { most, longest }] = [definition[field] ?? [], LISTS[field]]
    const message = texts.some(isUnreadable)
      ? UNREADABLE
      : texts.length > most
        ? `Il y en a ${formatNumber(texts.length)} : ${most} au plus.`
        : texts.some(({ length }) => length > longest)
          ? `L’un de ces textes est trop long : ${longest} caractères au plus pour chacun.`
          : null
    return message === null ? [] : [{ pointer: `/${field}`, message }]
  })

const timesIssue = ({ formulas }: Definition) => {
  const times = formulas.flatMap((formula) =>
    'times' in formula && formula.times !== undefined ? [formula.times] : [],
  )
  return times.some((by) => by === 0 || Math.abs(by) > MOST_TIMES)
    ? [{ pointer: '/times', message: 'On ne multiplie ni par zéro, ni par plus d’un milliard.' }]
    : []
}

const levelsIssue = ({ levels }: Definition) =>
  new Set(levels).size < levels.length ? [{ pointer: '/levels', message: 'Un niveau est nommé deux fois.' }] : []

const UNREADABLE = 'Ce texte contient un signe invisible ou abîmé : effacez-le et retapez-le.'
const isUnreadable = (text: string): boolean => text.replace(/[\r\n\t]/g, ' ').search(NOT_TEXT) >= 0
