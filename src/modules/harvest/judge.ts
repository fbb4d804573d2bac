import { count, formatNumber } from '../../kernel/french.ts'
import { wordsOfLevel } from '../territory/index.ts'
import { ofIndicators } from './judge-indicators.ts'
import type { Preflight } from './preflight.ts'
import { percent, type Reason, reason } from './reason.ts'
import type { Checks, Tolerance } from './source.ts'

/** What may change without a word, unless a source says otherwise. */
export const USUAL_TOLERANCE: Required<Tolerance> = {
  rowsLost: 0.05,
  rowsAdded: 1,
  rowsChanged: 0.6,
  placesLost: 0.02,
  emptied: 0.1,
  shift: 3,
  moved: 0.3,
  columns: false,
}

/** Everything that keeps a version from being published by itself, the gravest first; nothing means that it may. More tolerance never gives more reasons. */
export const judge = (seen: Preflight, checks: Checks, tolerance: Tolerance = {}): readonly Reason[] => {
  const may = { ...USUAL_TOLERANCE, ...tolerance }
  return [
    ...ofChecks({ ...seen, columnsMissing: missingUntold(seen, may) }, checks),
    ...ofPlaces(seen, checks, may),
    ...ofAxes(seen),
    ...ofColumns(seen, may),
    ...ofRows(seen, may),
    ...ofValues(seen, may),
    ...ofRevisions(seen, may),
    ...ofIndicators(seen.indicators ?? [], may),
  ]
}

const listed = (names: readonly string[], total = names.length, most = 6) =>
  `${names
    .slice(0, most)
    .map((name) => `« ${name} »`)
    .join(', ')}${total > most ? `, et ${count(total - most, 'autre')}` : ''}`

const ofChecks = ({ rowsAfter, columnsMissing, outOfRange, edition }: Preflight, { minRows }: Checks): Reason[] => [
  ...(edition
    ? [
        reason(
          'edition',
          `Le producteur publie maintenant l’édition ${edition.found} ; ce jeu est celui de ${edition.expected}.`,
          'Accepter remplacerait une année par une autre. Si vous voulez garder les deux, refusez, et faites un nouveau jeu pour la nouvelle année.',
        ),
      ]
    : []),
  ...(rowsAfter < minRows
    ? [
        reason(
          'few-rows',
          `Le fichier n’a que ${count(rowsAfter, 'ligne')} ; il en faut au moins ${formatNumber(minRows)}.`,
          'Le fichier est sans doute incomplet.',
        ),
      ]
    : []),
  ...(columnsMissing.length > 0
    ? [
        reason(
          'missing-columns',
          `Il manque ${columnsMissing.length > 1 ? 'des colonnes attendues' : 'une colonne attendue'} : ${listed(columnsMissing.map(patternInWords))}.`,
          'Le producteur a pu les renommer ou les retirer : ce qui les lit par leur nom (indicateurs, liens, réutilisations) ne les trouverait plus.',
        ),
      ]
    : []),
  ...outOfRange.map(({ column, value, bound, below }) =>
    reason(
      'out-of-range',
      `Dans « ${column} », une valeur est de ${formatNumber(value)} : ${below ? 'moins' : 'plus'} que ${formatNumber(bound)}, la limite attendue.`,
      'C’est une erreur de saisie, ou l’unité a changé.',
    ),
  ),
]

/** Whether columns that come, go or change their name are told: a first version has none to compare with. */
const tellsColumns = ({ rowsBefore }: Preflight, { columns }: Required<Tolerance>) => !columns && rowsBefore !== null

/** Expected columns that are missing, but for those of which one tells the new name. */
const missingUntold = (seen: Preflight, may: Required<Tolerance>): string[] =>
  seen.columnsMissing.filter(
    (pattern) =>
      !(tellsColumns(seen, may) && seen.columnsRenamed.some(({ from }) => new RegExp(pattern, 'i').test(from.trim()))),
  )

/** A pattern of a column, as a person may read it: `^med\\d\\d$` is « med… ». */
const patternInWords = (pattern: string): string =>
  pattern
    .replaceAll(/\\d(\{\d+\}|\+)?|\.[*?+]?|\[[^\]]*\][*?+]?/g, '…')
    .replaceAll(/[\^$\\()?]/g, '')
    .replaceAll(/…+/g, '…')
    .replaceAll('|', ' ou ')

const ofPlaces = ({ places }: Preflight, checks: Checks, may: Required<Tolerance>): Reason[] => {
  if (!places) return []
  const [one, several] = wordsOfLevel(places.level)
  const least = checks.places?.least ?? 0
  const lost = places.before ? places.lost / places.before : 0
  const others = places.others ?? []
  return [
    ...(others.length > 0
      ? [
          reason(
            'levels-mixed',
            `Le fichier mêle aux codes des ${several} d’autres valeurs : ${listed(others)}.`,
            'Ce sont sans doute des totaux, ou des lieux d’un autre niveau : ils seraient comptés deux fois.',
          ),
        ]
      : []),
    ...(places.home > 0 && places.homeThere / places.home < least
      ? [
          reason(
            'home-missing',
            `Le fichier ne parle que de ${count(places.homeThere, one, several)} du territoire, sur ${formatNumber(places.home)} ; il manque par exemple ${listed(
              places.homeMissing.map(({ name }) => name),
              places.home - places.homeThere,
            )}.`,
            'Le fichier est incomplet, ou ses codes ont perdu un zéro.',
          ),
        ]
      : []),
    ...(lost > may.placesLost
      ? [
          reason(
            'places-lost',
            `${count(places.lost, one, several)} n’y ${places.lost < 2 ? 'est' : 'sont'} plus, sur ${formatNumber(places.before ?? 0)} : ${listed(
              places.lostNames.map(({ name }) => name),
              places.lost,
            )}.`,
            'Quelques communes qui fusionnent disparaissent chaque année ; beaucoup à la fois, c’est un fichier tronqué.',
          ),
        ]
      : []),
  ]
}

const ofAxes = ({ axes }: Preflight): Reason[] =>
  axes
    ? [
        reason(
          'axes',
          `Les positions ne sont pas en France : la première vue est à ${formatNumber(axes.latitude)}° de latitude et ${formatNumber(axes.longitude)}° de longitude.`,
          axes.swapped
            ? 'La latitude et la longitude ont sans doute été échangées.'
            : 'Les coordonnées sont peut-être dans une autre projection.',
        ),
      ]
    : []

const ofColumns = (seen: Preflight, may: Required<Tolerance>): Reason[] => {
  if (!tellsColumns(seen, may)) return []
  return [
    ...(seen.columnsRenamed.length > 0
      ? [
          reason(
            'columns-renamed',
            `${seen.columnsRenamed.length > 1 ? 'Des colonnes ont' : 'Une colonne a'} changé de nom : ${seen.columnsRenamed
              .slice(0, 6)
              .map(({ from, to }) => `« ${from} » devient « ${to} »`)
              .join(', ')}.`,
            'Les données sont peut-être les mêmes, mais ce qui lit ces colonnes par leur nom (indicateurs, liens, réutilisations) ne les trouverait plus.',
          ),
        ]
      : []),
    ...(seen.columnsRemoved.length > 0
      ? [
          reason(
            'columns-removed',
            `${seen.columnsRemoved.length > 1 ? 'Des colonnes ont' : 'Une colonne a'} disparu : ${listed(seen.columnsRemoved)}.`,
            'Ce que ces colonnes disaient ne serait plus dans le jeu.',
          ),
        ]
      : []),
    ...(seen.columnsRetyped.length > 0
      ? [
          reason(
            'columns-retyped',
            `${seen.columnsRetyped.length > 1 ? 'Des colonnes ne se lisent' : 'Une colonne ne se lit'} plus de la même façon : ${listed(seen.columnsRetyped.map(({ name }) => name))}.`,
            'Des nombres sont peut-être devenus du texte, ou l’inverse.',
          ),
        ]
      : []),
  ]
}

const ofRows = ({ rowsBefore, rowsAfter }: Preflight, may: Required<Tolerance>): Reason[] => {
  if (!rowsBefore) return []
  const lost = (rowsBefore - rowsAfter) / rowsBefore
  return [
    ...(lost > may.rowsLost
      ? [
          reason(
            'rows-lost',
            `Le fichier a ${count(rowsBefore - rowsAfter, 'ligne')} de moins qu’avant (${percent(lost)}) : ${formatNumber(rowsAfter)} au lieu de ${formatNumber(rowsBefore)}.`,
            'Un fichier coupé pendant l’envoi, ou une partie du pays qui manque.',
          ),
        ]
      : []),
    ...(-lost > may.rowsAdded
      ? [
          reason(
            'rows-added',
            `Le fichier a beaucoup plus de lignes qu’avant : ${formatNumber(rowsAfter)} au lieu de ${formatNumber(rowsBefore)}.`,
            'Le producteur a pu mêler des totaux ou d’autres années aux lignes.',
          ),
        ]
      : []),
  ]
}

const ofRevisions = ({ rowsBefore, rowsChanged }: Preflight, may: Required<Tolerance>): Reason[] => {
  const changed = rowsBefore ? (rowsChanged ?? 0) / rowsBefore : 0
  if (changed <= may.rowsChanged) return []
  return [
    reason(
      'rows-changed',
      `${percent(changed)} des lignes ont une valeur différente.`,
      'C’est une nouvelle édition, ou un calcul qui a changé.',
    ),
  ]
}

const ofValues = ({ emptied, shifted }: Preflight, may: Required<Tolerance>): Reason[] => {
  const empty = emptied.filter(({ before, after }) => before - after > may.emptied)
  const moved = shifted.filter(({ before, after }) => timesApart(before, after) > may.shift)
  return [
    ...(empty.length > 0
      ? [
          reason(
            'emptied',
            `Des cases se sont vidées : ${empty
              .slice(0, 6)
              .map(
                ({ column, before, after }) =>
                  `« ${column} » était remplie à ${percent(before)}, elle l’est à ${percent(after)}`,
              )
              .join(' ; ')}.`,
            'Le secret statistique a pu s’étendre, ou le producteur écrit ses valeurs autrement.',
          ),
        ]
      : []),
    ...(moved.length > 0
      ? [
          reason(
            'shifted',
            `Des nombres ont changé de taille : ${moved
              .slice(0, 6)
              .map(
                ({ column, before, after }) =>
                  `la valeur du milieu de « ${column} » passe de ${formatNumber(before)} à ${formatNumber(after)}${timesInWords(before, after)}`,
              )
              .join(' ; ')}.`,
            'L’unité a sans doute changé : des euros en milliers d’euros, une part en pourcentage.',
          ),
        ]
      : []),
  ]
}

/** « , 1 000 fois plus »; nothing when no number of times can be told. */
const timesInWords = (before: number, after: number): string => {
  if (before <= 0 || after <= 0) return ''
  return `, ${formatNumber(Number(timesApart(before, after).toPrecision(2)))} fois ${after > before ? 'plus' : 'moins'}`
}

/** How many times one number is of another: 1 when equal, more the further apart; a change of sign is far. */
const timesApart = (a: number, b: number): number => {
  if (a === b) return 1
  if (a === 0 || b === 0 || Math.sign(a) !== Math.sign(b)) return Number.POSITIVE_INFINITY
  return Math.max(a / b, b / a)
}
