import type { Geography } from '../territory/index.ts'
import type { ChangeKind, Difference } from './edition-difference.ts'
import { quoted } from './values-files.ts'

const KINDS: Readonly<Record<ChangeKind, string>> = {
  gained: 'gagnée',
  lost: 'perdue',
  revised: 'révisée',
  'told-otherwise': 'dite autrement',
}
const LINES_TOGETHER = 2000

/** Every change as CSV, header first: level, code, name, period, value and status before and after, by how much, what it is. */
export function* differenceCsv({ changes }: Difference, { names }: Geography): Iterable<string> {
  yield 'niveau,code,nom,periode,valeur_avant,statut_avant,valeur_apres,statut_apres,ecart,nature\n'
  for (let at = 0; at < changes.length; at += LINES_TOGETHER)
    yield changes
      .slice(at, at + LINES_TOGETHER)
      .map(({ level, code, period, before, after, by, kind }) =>
        [
          ...[level, code, quoted(names.get(level)?.get(code) ?? ''), period],
          ...[before.value ?? '', before.status, after.value ?? '', after.status, by ?? '', KINDS[kind]],
        ].join(','),
      )
      .map((line) => `${line}\n`)
      .join('')
}
