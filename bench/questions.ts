import { type Sql, sql } from '../src/kernel/sql.ts'

/** A question asked both ways: to the product over HTTP, and bare to DuckDB on a plain table of the same rows. */
export interface Question {
  readonly name: string
  /** The most that ours may take, bare being one. */
  readonly goal: number
  /** Path under `/datasets/banc/`, for a round: texts differ from round to round, so that nothing is answered from memory. */
  readonly path: (round: number) => string
  readonly bare: (round: number) => readonly Sql[]
}

const where = (text: string) => encodeURIComponent(text)
const pad = (n: number, length: number) => String(n).padStart(length, '0')

/** The questions of the targets, on the synthetic table of `rows` rows. */
export const questions = (rows: number): readonly Question[] => {
  const deep = (round: number) => Math.floor(rows * 0.7) + round * 101
  const code = (round: number) => `M${pad((round * 7919 + 13) % rows, 9)}`
  const commune = (round: number) => `89${pad(1 + ((round * 37) % 480), 3)}`
  const lot = (round: number) => `lot ${1000 + ((round * 61) % 3900)}`
  const box = (round: number) => [3 + (round % 23) / 46, 47.4 + (round % 19) / 47.5] as const
  const facets = ['departement', 'nature', 'procedure', 'forme_prix', 'source', 'annee']
  return [
    {
      name: 'page of 100 rows',
      goal: 1.2,
      path: (r) => `rows?limit=100&offset=${r * 100}`,
      bare: (r) => [sql`select * from t limit 100 offset ${r * 100}`],
    },
    {
      name: 'deep page',
      goal: 1.2,
      path: (r) => `rows?limit=100&offset=${deep(r)}`,
      bare: (r) => [sql`select * from t limit 100 offset ${deep(r)}`],
    },
    {
      name: 'equality filter',
      goal: 1,
      path: (r) => `rows?limit=100&where=${where(`commune = "${commune(r)}"`)}`,
      bare: (r) => [sql`select * from t where commune = ${commune(r)} limit 100`],
    },
    {
      name: 'group-by',
      goal: 1.2,
      path: (r) => `aggregates?by=departement,annee&measures=count,sum(montant)&where=${where(`duree_mois != ${r}`)}`,
      bare: (r) => [
        sql`select departement, annee, count(*), sum(montant) from t where duree_mois <> ${r}::bigint group by all order by all`,
      ],
    },
    {
      name: 'count',
      goal: 1,
      path: (r) => `count?where=${where(`offres > ${r % 24} and annee > 2016`)}`,
      bare: (r) => [sql`select count(*) from t where offres > ${r % 24}::bigint and annee > 2016`],
    },
    {
      name: 'range with sort',
      goal: 0.3,
      path: (r) => `rows?limit=100&sort=-montant&where=${where(`montant between ${20_000 + r} and 900000`)}`,
      bare: (r) => [
        sql`select * from t where montant between ${20_000 + r}::double and 900000 order by montant desc limit 100`,
      ],
    },
    {
      name: 'six facets under a filter',
      goal: 0.8,
      path: (r) => `facets?columns=${facets.join(',')}&where=${where(`duree_mois > ${1 + (r % 30)}`)}`,
      bare: (r) =>
        facets.map(
          (name) =>
            sql`select ${sqlName(name)}, count(*) from t where duree_mois > ${1 + (r % 30)}::bigint group by 1 order by 2 desc limit 20`,
        ),
    },
    {
      name: 'bounding box',
      goal: 0.4,
      path: (r) =>
        `rows?limit=100&where=${where(`bbox(${box(r)[0]}, ${box(r)[1]}, ${box(r)[0] + 0.05}, ${box(r)[1] + 0.05})`)}`,
      bare: (r) => [
        sql`select * from t where longitude between ${box(r)[0]}::double and ${box(r)[0] + 0.05}::double and latitude between ${box(r)[1]}::double and ${box(r)[1] + 0.05}::double limit 100`,
      ],
    },
    {
      name: 'substring',
      goal: 0.2,
      path: (r) => `rows?limit=100&where=${where(`objet contains "${lot(r)}"`)}`,
      bare: (r) => [
        sql`select * from t where contains(lower(strip_accents(objet)), ${lot(r)}) limit 100`,
        sql`select count(*) from t where contains(lower(strip_accents(objet)), ${lot(r)})`,
      ],
    },
    {
      name: 'full text',
      goal: 0.1,
      path: (r) => `rows?limit=100&q=${where(`gymnase ${1000 + ((r * 61) % 3900)}`)}`,
      bare: (r) => [
        sql`select * from t where regexp_matches(lower(strip_accents(objet)), '\\bgymnase\\b') and regexp_matches(lower(strip_accents(objet)), ${`\\b${1000 + ((r * 61) % 3900)}\\b`}) limit 100`,
      ],
    },
    {
      name: 'point by code',
      goal: 0.15,
      path: (r) => `rows?limit=1&where=${where(`id = "${code(r)}"`)}`,
      bare: (r) => [sql`select * from t where id = ${code(r)}`],
    },
  ]
}

const sqlName = (name: string): Sql => {
  const names: Readonly<Record<string, Sql>> = {
    departement: sql`departement`,
    nature: sql`nature`,
    procedure: sql`procedure`,
    forme_prix: sql`forme_prix`,
    source: sql`source`,
    annee: sql`annee`,
  }
  return names[name] ?? sql`null`
}
