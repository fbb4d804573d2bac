import { fold } from '../../../kernel/fold.ts'
import { THEMES } from '../../catalog/index.ts'

/** Words and addresses by which catalogues name the licences of our list; once folded. */
const LICENCE_WORDS: readonly (readonly [said: RegExp, id: string])[] = [
  [/^(fr lo|lov2|etalab 2 0|lo 2 0|lov 2 0)$/, 'lov2'],
  [/^(la )?licen[cs]e ouverte( open licen[cs]e)?( etalab)?( (version|v) ?2( 0)?| 2 0)?( etalab)?$/, 'lov2'],
  [/etalab gouv fr .*(licence ouverte|open licence)$/, 'lov2'],
  [/spdx org licenses etalab 2 0/, 'lov2'],
  [/^(odc odbl|odbl|odbl 1 0|open database licen[cs]e( 1 0)?( odbl( 1 0)?)?)$/, 'odc-odbl'],
  [/(opendatacommons|spdx) org licenses odbl/, 'odc-odbl'],
]

/** The licence of the closed list that a catalogue names, or null when it is none of them, another version, or not said. */
export const licenceNamed = (said: string | null): string | null => {
  if (said === null) return null
  const words = fold(said.replace(/\.html?$/i, ''))
  return LICENCE_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null
}

/** The European theme that a catalogue names by its code, its address or its French title; else null. */
export const themeNamed = (said: string | null): string | null => {
  if (said === null) return null
  const last = said.split('/').at(-1)?.toUpperCase()
  return THEMES.find(({ code, label }) => code === last || fold(label) === fold(said))?.code ?? null
}
