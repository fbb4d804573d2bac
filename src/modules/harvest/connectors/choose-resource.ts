import { type Static, Type } from 'typebox'
import { DomainError } from '../../../kernel/errors.ts'
import { count } from '../../../kernel/french.ts'
import { captured } from '../found-file.ts'

/** Which file of a catalogue's dataset is wanted: rules that hold from one edition to the next, never an identifier. Patterns are regular expressions without case. */
export const ResourceRule = Type.Object({
  title: Type.Optional(Type.String({ description: 'Pattern of the title.' })),
  file: Type.Optional(Type.String({ description: 'Pattern of the file name, as in its address.' })),
  formats: Type.Optional(Type.Array(Type.String(), { description: 'Wanted formats, the best first.' })),
  /** First group: what tells editions apart, in the title or in the file name. */
  edition: Type.Optional(Type.String()),
})
export type ResourceRule = Static<typeof ResourceRule>

/** A file as a catalogue lists it. */
export interface Candidate {
  readonly title: string
  readonly fileName: string
  readonly format: string
  /** When it changed, as ISO text. */
  readonly modified: string | null
  /** `main`, or what a catalogue calls documents, former versions… */
  readonly type?: string
}

const matches = (pattern: string | undefined, text: string): boolean =>
  pattern === undefined || new RegExp(pattern, 'i').test(text)

/**
 * The newest file that the rule lets through, and its edition: by edition when the rule says how to read one, then by
 * the order of formats, then by date. Refuses, in words, when none is left.
 */
export const chooseResource = <C extends Candidate>(
  candidates: readonly C[],
  rule: ResourceRule,
  where: string,
): { readonly chosen: C; readonly edition: string | null } => {
  const formats = rule.formats?.map((format) => format.toLowerCase())
  const rank = (c: C) => formats?.indexOf(c.format.toLowerCase()) ?? 0
  const left = candidates
    .filter((c) => (c.type ?? 'main') === 'main')
    .filter((c) => matches(rule.title, c.title) && matches(rule.file, c.fileName) && rank(c) >= 0)
    .map((chosen) => ({ chosen, edition: captured(rule.edition, [chosen.fileName, chosen.title]) }))
    .filter(({ edition }) => rule.edition === undefined || edition !== null)
    .toSorted(
      (a, b) =>
        (b.edition ?? '').localeCompare(a.edition ?? '') ||
        rank(a.chosen) - rank(b.chosen) ||
        (b.chosen.modified ?? '').localeCompare(a.chosen.modified ?? ''),
    )
  const [best] = left
  if (best) return best
  throw new DomainError({
    kind: 'not-found',
    detail: `${noneOf(candidates.length, where)} celui qui est attendu : le producteur l’a peut-être renommé.`,
  })
}

const noneOf = (candidates: number, where: string): string => {
  if (candidates === 0) return `« ${where} » n’a aucun fichier, donc pas`
  return candidates === 1
    ? `Le seul fichier de « ${where} » n’est pas`
    : `Aucun des ${count(candidates, 'fichier')} de « ${where} » n’est`
}
