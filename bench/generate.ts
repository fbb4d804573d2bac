import { openDuck } from '../src/adapters/duckdb.ts'
import { digits, literal, Sql, sql } from '../src/kernel/sql.ts'
import type { TypedColumn } from '../src/modules/ingest/index.ts'
import type { Column } from '../src/modules/query/index.ts'

const text = { kind: 'text' } as const
const integer = { kind: 'integer' } as const
const number = { kind: 'number', decimal: '.', thousands: null } as const
const date = { kind: 'date', formats: ['%Y-%m-%d'] } as const
const boolean = { kind: 'boolean', yes: ['oui'], no: ['non'] } as const

/** The thirty columns of the synthetic table: names, rules, and how each value comes from the row's number (hash: the same at every run). */
const COLUMNS: readonly (readonly [
  name: string,
  rule: TypedColumn['rule'],
  sql: string,
  semantic?: Column['semantic'],
])[] = [
  ['id', text, "'M' || lpad(i::varchar, 9, '0')"],
  ['acheteur_siret', text, "lpad((hash(i // 40) % 100000000000000)::varchar, 14, '0')", 'siret'],
  [
    'acheteur_nom',
    text,
    "'Commune de ' || list_value('Auxerre','Sens','Joigny','Avallon','Tonnerre','Migennes','Vézelay','Chablis','Noyers','Toucy')[1 + (hash(i, 1) % 10)::int] || ' ' || (hash(i, 2) % 300)",
  ],
  ['commune', text, "'89' || lpad((1 + (hash(i, 3) % 480)::int)::varchar, 3, '0')", 'commune'],
  ['departement', text, "list_value('89','58','21','71','45','77','10')[1 + (hash(i, 4) % 7)::int]", 'departement'],
  ['nature', text, "list_value('Marché','Accord-cadre','Marché subséquent','Partenariat')[1 + (hash(i, 5) % 4)::int]"],
  [
    'procedure',
    text,
    "list_value('Adaptée','Appel d’offres ouvert','Négociée','Sans publicité','Dialogue')[1 + (hash(i, 6) % 5)::int]",
  ],
  ['cpv', text, "lpad((hash(i, 7) % 2000 * 4999)::varchar, 8, '0')"],
  [
    'objet',
    text,
    "list_value('Réfection','Entretien','Fourniture','Maintenance','Étude','Construction','Rénovation')[1 + (hash(i, 8) % 7)::int] || ' ' || list_value('de la voirie','du collège','de l’école','des réseaux d’eau','de la médiathèque','du gymnase','des bâtiments')[1 + (hash(i, 9) % 7)::int] || ' lot ' || (hash(i, 10) % 5000) || ' ' || list_value('travaux','services','matériel','prestations')[1 + (hash(i, 11) % 4)::int]",
  ],
  [
    'titulaire',
    text,
    "'Entreprise ' || list_value('Durand','Martin','Lefèvre','Moreau','Petit','Rousseau')[1 + (hash(i, 12) % 6)::int] || ' n° ' || (hash(i, 13) % 20000)",
  ],
  ['titulaire_siret', text, "lpad((hash(i, 14) % 100000000000000)::varchar, 14, '0')", 'siret'],
  ['montant', number, 'round(exp(6 + (hash(i, 15) % 10000) / 1200.0), 2)', 'money'],
  ['montant_ttc', number, 'round(exp(6 + (hash(i, 15) % 10000) / 1200.0) * 1.2, 2)', 'money'],
  ['duree_mois', integer, '1 + (hash(i, 16) % 60)::int'],
  ['date_notification', date, "(date '2014-01-01' + (hash(i, 17) % 4300)::int)"],
  ['date_publication', date, "(date '2014-02-01' + (hash(i, 18) % 4300)::int)"],
  ['annee', integer, '2014 + (hash(i, 19) % 12)::int', 'year'],
  ['offres', integer, '1 + (hash(i, 20) % 25)::int'],
  ['sous_traitance', boolean, "case when hash(i, 21) % 4 = 0 then 'oui' else 'non' end"],
  ['clause_sociale', boolean, "case when hash(i, 22) % 3 = 0 then 'oui' else 'non' end"],
  ['clause_environnement', boolean, "case when hash(i, 23) % 5 = 0 then 'oui' else 'non' end"],
  ['forme_prix', text, "list_value('Ferme','Révisable','Ferme et actualisable')[1 + (hash(i, 24) % 3)::int]"],
  ['latitude', number, '47.2 + (hash(i, 25) % 120000) / 100000.0', 'latitude'],
  ['longitude', number, '2.8 + (hash(i, 26) % 150000) / 100000.0', 'longitude'],
  ['code_postal', text, "'89' || lpad((hash(i, 27) % 90 * 10)::varchar, 3, '0')", 'postcode'],
  ['effectif', integer, 'case when hash(i, 28) % 6 = 0 then null else hash(i, 28) % 5000 end'],
  ['taux', number, 'round((hash(i, 29) % 10000) / 100.0, 2)'],
  ['reference', text, "'2024-' || (hash(i, 30) % 900000)"],
  ['source', text, "list_value('profil A','profil B','profil C')[1 + (hash(i, 31) % 3)::int]"],
  [
    'observations',
    text,
    "case when hash(i, 32) % 3 = 0 then 'Avenant ' || (hash(i, 33) % 50) || ' notifié après la réunion du conseil' else null end",
  ],
]

/** The columns as our builder takes them. */
export const typedColumns: readonly TypedColumn[] = COLUMNS.map(([name, rule, , semantic], source) => ({
  source,
  rule,
  missing: [],
  column: { name, label: name, type: rule.kind, semantic: semantic ?? null, unit: null },
}))

/** Writes the synthetic table (the same bytes for the same number of rows), shaped like public procurement data. */
export const generate = async (path: string, rows: number): Promise<void> => {
  const file = await openDuck(':memory:', { memory: '2GB' })
  const duck = await file.connect()
  const cells = COLUMNS.map(([name, , expression]) => `${expression} as ${name}`).join(', ')
  await duck.run(
    sql`copy (select ${new Sql([cells], [])} from range(${digits(rows)}) t(i)) to ${literal(path)} (format csv, header true)`,
  )
  duck.close()
  file.close()
}
