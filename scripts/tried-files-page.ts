import { count, formatBytes, formatNumber } from '../src/kernel/french.ts'
import {
  type Decision,
  type Diagnostic,
  SEMANTIC_WORDS,
  TYPE_WORDS,
  type Version,
} from '../src/modules/catalog/index.ts'
import type { Tried } from './try-files.ts'

/** The page that says, file by file, what the portal understands of the real files that it was tried on. */
export const triedFilesPage = (tried: readonly Tried[]): string => {
  const refused = tried.filter((t) => t.kind === 'refused').length
  return [
    '# Fichiers essayés',
    '',
    `${count(tried.length, 'fichier public réel', 'fichiers publics réels')}, déposés comme le ferait un agent, sans rien corriger : ${tried.length - refused} lus, ${refused} refusés. Cette page est écrite par \`npm run docs\`, qui passe chaque fichier par la lecture, la reconnaissance et la construction du portail ; un essai la compare.`,
    '',
    'Une ligne mise de côté n’est pas perdue : elle est comptée, montrée, et téléchargeable avec sa raison.',
    '',
    '| fichier | lecture | lignes | colonnes | sens reconnus | nombres et dates | remarques |',
    '|---|---|---|---|---|---|---|',
    ...tried.map(triedLine),
    '',
  ].join('\n')
}

/** The line of one file. */
export const triedLine = (tried: Tried): string => {
  const name = `\`${tried.path}\` (${formatBytes(tried.bytes)})`
  if (tried.kind === 'refused') return line([name, `**Refusé** : ${tried.because}`, '', '', '', '', ''])
  const { version } = tried
  return line([
    name,
    reading(version),
    rows(version),
    columns(version),
    meanings(version),
    marks(version),
    remarks(version),
  ])
}

const line = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`

const SHOWN: readonly (readonly [string, (value: string) => string])[] = [
  ['format', (value) => value.toUpperCase()],
  ['encoding', (value) => value],
  ['separator', (value) => (value === 'tabulation' ? value : `séparateur « ${value} »`)],
  ['sheet', (value) => `feuille « ${value} »`],
  ['member', (value) => `fichier « ${value} »`],
  ['recordsPath', (value) => `liste « ${value} »`],
  ['header', (value) => (value === 'aucune' ? 'sans intitulés' : `intitulés ${value}`)],
]

/** Decisions on the whole file; how many sheets there were comes with the one that was chosen. */
const reading = (version: Version): string =>
  SHOWN.flatMap(([key, say]) => {
    const decision = version.decisions.find((d) => d.key === key)
    return decision ? [say(decision.value)] : []
  }).join(', ')

const rows = (version: Version): string =>
  version.rejectedCount === 0
    ? formatNumber(version.rowCount)
    : `${formatNumber(version.rowCount)}, et ${count(version.rejectedCount, 'mise de côté', 'mises de côté')} (${kinds(version, ASIDE)})`

const ASIDE: Readonly<Record<string, string>> = {
  'rejected-row': 'illisibles ou hors du tableau',
  'total-row': 'totaux',
  'repeated-header': 'intitulés répétés',
  'other-title': 'titres',
  footnote: 'notes',
}

const REMARKS: Readonly<Record<string, string>> = {
  ...ASIDE,
  'many-rejected': 'beaucoup de lignes mises de côté',
  'doubtful-total': 'totaux douteux, gardés',
  'lone-year': 'années seules sur leur ligne',
  'separator-changes': 'séparateur qui change',
  'no-header': 'pas d’intitulés',
  'empty-header': 'intitulés vides',
  'duplicate-header': 'intitulés en double',
  'padded-header': 'espaces autour d’intitulés',
  'merged-cells': 'cellules fusionnées',
  'other-sheets': 'autres feuilles',
  formula: 'formules',
  'cell-error': 'erreurs de calcul',
  'missing-mark': 'marques d’absence',
  'lost-zeros': 'zéros perdus, rendus',
  'float-codes': 'codes écrits comme des nombres',
  'mixed-numbers': 'nombres mêlés de mots',
  'month-words': 'mois en lettres',
  'two-digit-year': 'années sur deux chiffres',
  html: 'balises de page web',
  'personal-data': 'données personnelles possibles',
  misfit: 'cellules illisibles',
  'type-dropped': 'type abandonné',
  'out-of-range': 'hors des bornes',
  'constant-column': 'colonnes constantes',
  'empty-column': 'colonnes vides',
  'damaged-character': 'caractères abîmés',
  'null-character': 'caractères nuls',
}

const kinds = (version: Version, words: Readonly<Record<string, string>>): string =>
  version.diagnosticCounts
    .flatMap(({ kind, total }) => (words[kind] ? [`${words[kind]} : ${formatNumber(total)}`] : []))
    .join(', ')

const columns = (version: Version): string => {
  const counts = Object.entries(TYPE_WORDS).flatMap(([type, word]) => {
    const found = version.columns.filter((c) => c.type === type).length
    return found > 0 ? [`${word} ${found}`] : []
  })
  return `${version.columns.length} : ${counts.join(', ')}`
}

/** Columns by meaning; a meaning that more than three columns share is counted. */
const meanings = (version: Version): string =>
  Object.entries(SEMANTIC_WORDS)
    .flatMap(([semantic, word]) => {
      const found = version.columns.filter((c) => c.semantic === semantic).map((c) => c.label)
      if (found.length === 0) return []
      return [`${word} : ${found.length > 3 ? `${found.length} colonnes` : found.join(', ')}`]
    })
    .join(' ; ')

/** How decimals and dates are written, each way once. */
const marks = (version: Version): string => {
  const told = version.decisions.filter((d) => d.key.startsWith('type:')).flatMap(writing)
  return [...new Set(told)].join(' ; ')
}

const writing = ({ because }: Decision): readonly string[] => {
  const decimal = /décimales après « (.) »/.exec(because)?.[1]
  const date = /, écrite ([^;]+?)(?: ;|$)/.exec(because)?.[1]
  return [...(decimal ? [`décimales « ${decimal} »`] : []), ...(date ? [`dates ${date}`] : [])]
}

const SEVERITIES: readonly (readonly [Diagnostic['severity'], string, string])[] = [
  ['error', 'erreur', 'erreurs'],
  ['warning', 'à vérifier', 'à vérifier'],
  ['info', 'pour information', 'pour information'],
]

const remarks = (version: Version): string =>
  SEVERITIES.flatMap(([severity, one, several]) => {
    const found = version.diagnosticCounts.filter((c) => c.severity === severity)
    const total = found.reduce((sum, c) => sum + c.total, 0)
    return total === 0
      ? []
      : [
          `${count(total, one, several)} (${found
            .map((c) => REMARKS[c.kind] ?? c.kind)
            .sort()
            .join(', ')})`,
        ]
  }).join(' ; ')
