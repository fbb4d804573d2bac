import type { Product } from '../compose.ts'
import { TYPE_WORDS } from '../modules/catalog/index.ts'
import { type CommandInput, Misuse } from './command.ts'

/** Options that decide how a file is read in place of the reader: what each is called here, and there. */
const FILE_OPTIONS = {
  format: 'format',
  encodage: 'encoding',
  separateur: 'separator',
  decimale: 'decimal',
  intitules: 'headerLine',
  'lignes-intitules': 'headerRows',
  feuille: 'sheet',
  membre: 'member',
  enregistrements: 'recordsPath',
} as const

/** As the command line declares them. */
export const READING_OPTIONS = {
  format: { type: 'string' },
  encodage: { type: 'string' },
  separateur: { type: 'string' },
  decimale: { type: 'string' },
  intitules: { type: 'string' },
  'lignes-intitules': { type: 'string' },
  feuille: { type: 'string' },
  membre: { type: 'string' },
  enregistrements: { type: 'string' },
  colonne: { type: 'string', multiple: true },
  oublier: { type: 'boolean' },
} as const satisfies Record<keyof typeof FILE_OPTIONS, { type: 'string' }> & Record<string, object>

/** In the usage of a command that takes them. */
export const READING_USAGE = '[LECTURE…]'

/** Each of them, with what it decides. */
export const READING_HELP: readonly (readonly [string, string])[] = [
  ['--format FORMAT', 'csv, xlsx, xls, ods, json, ndjson, geojson ou parquet'],
  ['--encodage NOM', 'utf-8, windows-1252, macintosh, utf-16le…'],
  ['--separateur SIGNE', 'le signe, ou « tabulation »'],
  ['--decimale SIGNE', 'la virgule ou le point'],
  ['--intitules LIGNE', 'ligne où commencent les intitulés, 0 s’il n’y en a pas'],
  ['--lignes-intitules N', 'sur combien de lignes ils tiennent'],
  ['--feuille NOM', 'feuille du classeur'],
  ['--membre NOM', 'fichier de l’archive'],
  ['--enregistrements CHEMIN', 'où est la liste d’un JSON, par exemple resultats.lignes'],
  [
    '--colonne COLONNE.CHOIX=VALEUR',
    'nom, intitule, type, sens ou unite d’une colonne (son nom, ou son rang) ; autant de fois qu’il faut',
  ],
  ['--oublier', 'effacer d’abord les décisions gardées'],
]

type Overrides = ReturnType<Product['correctedOverrides']>

/** The decisions kept for a dataset with those of the command over them; null when the command decides nothing. */
export const readingOf = (
  options: CommandInput['options'],
  columns: readonly { readonly name: string }[],
  before: Overrides,
  correct: Product['correctedOverrides'],
): Overrides | null => {
  const file = Object.fromEntries(
    Object.entries(FILE_OPTIONS).flatMap(([option, key]) => {
      const typed = options[option]
      return typeof typed === 'string' ? [[key, typed === 'tabulation' ? '\t' : typed]] : []
    }),
  )
  const typed = Array.isArray(options.colonne) ? options.colonne : []
  const forgets = options.oublier === true
  if (Object.keys(file).length === 0 && typed.length === 0 && !forgets) return null
  const choices: Record<string, Record<string, string | null>> = {}
  for (const words of typed) {
    const { position, key, value } = columnChoice(String(words), columns)
    choices[position] = { ...choices[position], [key]: value }
  }
  return correct(forgets ? {} : before, file, choices)
}

const COLUMN_OPTIONS: Readonly<Record<string, string>> = {
  nom: 'name',
  intitule: 'label',
  type: 'type',
  sens: 'semantic',
  unite: 'unit',
}

/** `montant.type=nombre`, or `4.unite=k€` by position from 1. */
const columnChoice = (words: string, columns: readonly { readonly name: string }[]) => {
  const [, column = '', choice = '', value = ''] = /^([^.=]+)\.([a-z]+)=(.*)$/s.exec(words) ?? []
  const key = COLUMN_OPTIONS[choice]
  if (!key)
    throw new Misuse(
      `« ${words} » ne se comprend pas. Écrivez --colonne COLONNE.CHOIX=VALEUR, où CHOIX est nom, intitule, type, sens ou unite.`,
    )
  const at = /^\d+$/.test(column) ? Number(column) - 1 : columns.findIndex((c) => c.name === column)
  if (at < 0)
    throw new Misuse(
      columns.length === 0
        ? `La colonne « ${column} » n’est pas encore connue : désignez-la par son rang, à partir de 1.`
        : `La colonne « ${column} » n’existe pas. Colonnes : ${columns.map((c) => c.name).join(', ')}.`,
    )
  const type = Object.entries(TYPE_WORDS).find(([, word]) => word === value)?.[0]
  const empty = value === '' && (key === 'unit' || key === 'semantic')
  return { position: String(at), key, value: empty ? null : key === 'type' ? (type ?? value) : value }
}
