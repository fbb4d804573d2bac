import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { read, utils } from '@e965/xlsx'
import { cogNow } from '../src/modules/territory/cog-packages.node.ts'
import { cantonsOfFrance } from './cantons-of-france.ts'

// Writes `territories/france/cantons.csv` from INSEE's communes of 2026 (CSV), the names of cantons of 2025 (Parquet), and the
// cantons of the election of 2017 (XLS), for the names of those that hold no whole commune and for their voters:
// node --import tsx scripts/write-cantons.ts COMMUNES_2026.csv COMMUNES_2025.parquet CANTONS_2017.xls
const [now = '', before = '', election = ''] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create()).connect()
const rowsOf = async (sql: string): Promise<readonly (readonly string[])[]> =>
  (await connection.runAndReadAll(sql)).getRows().map((row) => row.map((cell) => String(cell ?? '')))

const inhabitants = new Map(
  cogNow().communes.flatMap(({ code, population }) => (population ? [[code, population] as const] : [])),
)
const communes = await rowsOf(
  `select COM, DEP, LIBELLE, TNCC, CAN from read_csv('${now}', all_varchar = true) where TYPECOM = 'COM' and CAN is not null order by COM`,
)
const moved = await rowsOf(
  `select old.code from read_parquet('${before}') old join read_csv('${now}', all_varchar = true) new on new.COM = old.code
   where old.type_code = 'COM' and new.TYPECOM = 'COM' and old.canton_code <> coalesce(new.CAN, '')`,
)
if (moved.length > 0)
  throw new Error(`Communes that changed canton between the two editions, to be dated: ${moved.join(' ')}`)
const names = await rowsOf(
  `select distinct canton_code, canton_name from read_parquet('${before}') where canton_code <> ''`,
)
const book = read(readFileSync(election))
const sheet = book.Sheets[book.SheetNames.find((name) => name.startsWith('Canton')) ?? '']
const elected = sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : []

/** Départements overseas, as the Ministry of the interior writes them. */
const OVERSEAS: Readonly<Record<string, string>> = { ZA: '971', ZB: '972', ZC: '973', ZD: '974', ZM: '976' }
const two = (code: unknown) => String(code).padStart(2, '0')

const { cantons, remarks } = cantonsOfFrance({
  communes: communes.map(([code = '', departement = '', name = '', liaison = '', canton = '']) => ({
    ...{ code, departement, name, canton },
    liaison: Number(liaison),
    inhabitants: inhabitants.get(code) ?? 0,
  })),
  names: new Map(names.map(([code = '', name = '']) => [code, name])),
  elected: new Map(
    elected
      .filter((row) => typeof row[4] === 'number')
      .map(([departement, , canton, name, voters]) => [
        `${OVERSEAS[String(departement)] ?? two(departement)}${two(canton)}`,
        { name: String(name), voters: Number(voters) },
      ]),
  ),
})
const lines = [
  '# INSEE, code officiel géographique : communes au 1er janvier 2026, noms des cantons au 1er janvier 2025 ; ministère de',
  '# l’Intérieur, résultats par canton, 2017 : noms des cantons sans commune entière. Licence Ouverte 2.0.',
  '# Communes et parts : fins de codes, après celui du département. Sûr : non quand le canton peut avoir une part de plus.',
  'code;nom;tncc;communes;parts;sûr',
  ...cantons.map(({ code, name, liaison, communes: whole, shares, certain }) =>
    [code, name, liaison, whole.join(' '), shares.join(' '), certain ? '' : 'non'].join(';'),
  ),
]
writeFileSync(fileURLToPath(new URL('../territories/france/cantons.csv', import.meta.url)), `${lines.join('\n')}\n`)
process.stdout.write(`${cantons.length} cantons\n${remarks.join('\n')}\n`)
