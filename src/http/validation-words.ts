import type { Issue } from '../kernel/errors.ts'

/** A mistake as validators of JSON schemas tell it, the server's and TypeBox's. */
export interface Mistake {
  readonly keyword: string
  readonly instancePath: string
  readonly params: object
}

const TYPES: Readonly<Record<string, string>> = {
  integer: 'Attendu : un nombre entier.',
  number: 'Attendu : un nombre.',
  boolean: 'Attendu : true ou false.',
  string: 'Attendu : un texte.',
  array: 'Attendu : une liste.',
  object: 'Attendu : des champs et leurs valeurs.',
}
const FORMATS: Readonly<Record<string, string>> = {
  date: 'Attendu : une date AAAA-MM-JJ, par exemple 2024-12-31.',
}

/** What a mistaken field should have been, one French sentence a field: what the validator says is for machines. */
export const issuesOf = (mistakes: readonly Mistake[]): readonly Issue[] => {
  const errors = mistakes.map(({ params, ...error }): Told => ({ ...error, params: { ...params } }))
  const pointers = [...new Set(errors.map(pointerOf))]
  return pointers.map((pointer) => ({ pointer, message: sentence(errors.filter((e) => pointerOf(e) === pointer)) }))
}

interface Told extends Mistake {
  readonly params: Readonly<Record<string, unknown>>
}

/** The server's validator names the one field missing, TypeBox all of them. */
const pointerOf = ({ keyword, instancePath, params: { missingProperty, requiredProperties } }: Told): string =>
  keyword === 'required' ? `${instancePath}/${missingProperty ?? [requiredProperties].flat()[0]}` : instancePath

const sentence = (errors: readonly Told[]): string => {
  const choices = errors.flatMap(({ keyword, params }) =>
    keyword === 'const'
      ? [params.allowedValue]
      : keyword === 'enum' && Array.isArray(params.allowedValues)
        ? params.allowedValues
        : [],
  )
  if (choices.length > 0) return `Attendu : ${choices.join(', ')}.`
  const [first] = errors
  const { keyword = '', params = {} } = first ?? {}
  const limit = String(params.limit)
  switch (keyword) {
    case 'required':
      return 'Ce champ est nécessaire.'
    case 'type':
      return TYPES[String(params.type)] ?? 'La valeur n’a pas la forme attendue.'
    case 'format':
      return FORMATS[String(params.format)] ?? 'La valeur n’a pas la forme attendue.'
    case 'minimum':
      return `Attendu : ${limit} ou plus.`
    case 'maximum':
      return `Attendu : ${limit} ou moins.`
    case 'minLength':
      return `Attendu : au moins ${limit} caractère${limit === '1' ? '' : 's'}.`
    case 'maxLength':
      return `Attendu : au plus ${limit} caractères.`
    default:
      return 'La valeur n’a pas la forme attendue.'
  }
}
