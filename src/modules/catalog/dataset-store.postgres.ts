import { isDeepStrictEqual } from 'node:util'
import { type Static, Type } from 'typebox'
import { conflict } from '../../kernel/errors.ts'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { catalogueRevision, keptCatalogue, type PlaceNames } from './catalogue-index.postgres.ts'
import { alikeDatasets, searchCatalogue, suggestions } from './catalogue-search.postgres.ts'
import { Dataset } from './dataset.ts'
import type { DatasetStore, DatasetSummary } from './ports.ts'

/** The columns that make a `Dataset`, under the names of its fields. */
export const DATASET_COLUMNS = new Sql(
  [
    `d.id, d.slug, d.title, d.description, d.keywords, d.theme, d.local_themes as "localThemes", d.licence, d.producer, d.contact,
     d.frequency, d.temporal_start as "temporalStart", d.temporal_end as "temporalEnd", d.territory, d.provenance,
     d.source_url as "sourceUrl", d.legal_basis as "legalBasis", d.status, d.version_id as "versionId",
     to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
     to_char(d.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"`,
  ],
  [],
)

/** A dataset's row as lists show it. */
export const SummaryRow = Type.Object({
  ...Dataset.properties,
  producerName: Type.Union([Type.String(), Type.Null()]),
  producerSlug: Type.Union([Type.String(), Type.Null()]),
  rowCount: Type.Union([Type.Integer(), Type.Null()]),
  columnCount: Type.Union([Type.Integer(), Type.Null()]),
  format: Type.Union([Type.String(), Type.Null()]),
})

const CountedRow = Type.Object({ ...SummaryRow.properties, total: Type.Integer() })

export const summaryOf = ({
  producerName,
  producerSlug,
  rowCount,
  columnCount,
  format,
  ...dataset
}: Static<typeof SummaryRow>): DatasetSummary => ({
  dataset,
  producerName,
  producerSlug,
  rowCount,
  columnCount,
  format,
})

/** Datasets in PostgreSQL, with their search index. `revision` is asked for each search: who asks it for more gives its own. */
export const postgresDatasets = (
  db: Database,
  placeNames: PlaceNames = async () => new Map(),
  revision = () => catalogueRevision(db),
): DatasetStore => {
  const catalogue = keptCatalogue(db, placeNames, revision)
  return {
    get: (id) => first(db, Dataset, sql`select ${DATASET_COLUMNS} from catalog.dataset d where id = ${id}`),

    getBySlug: (slug) =>
      first(
        db,
        Dataset,
        sql`select ${DATASET_COLUMNS} from catalog.dataset d
          where d.slug = ${slug} or d.id = (select dataset_id from catalog.former_slug where slug = ${slug})
          order by d.slug = ${slug} desc limit 1`,
      ),

    save: (dataset, over) =>
      db.transaction(async (tx) => {
        if (over) await mustStand(tx, over)
        await save(tx, dataset)
      }),

    search: async (query) => searchCatalogue(db, await catalogue(), query),

    suggest: async (text, limit) => suggestions(db, await catalogue(), text, limit),

    alike: async (dataset, limit) => alikeDatasets(db, await catalogue(), dataset, limit),

    async list({ status, producer, ids, page, size }) {
      const found = await many(
        db,
        CountedRow,
        sql`select ${DATASET_COLUMNS}, o.name as "producerName", o.slug as "producerSlug", d.row_count as "rowCount",
                 d.column_count as "columnCount", d.format, count(*) over ()::int as total
          from catalog.dataset d left join catalog.organisation o on o.id = d.producer
          where (${status ?? null}::text is null or d.status = ${status ?? null})
            and (${producer ?? null}::text is null or d.producer = ${producer ?? null})
            and (${ids ?? null}::text[] is null or d.id = any(${ids ?? null}::text[]))
          order by d.updated_at desc, d.id limit ${size} offset ${(page - 1) * size}`,
      )
      return { total: found[0]?.total ?? 0, items: found.map(({ total: _, ...row }) => summaryOf(row)) }
    },

    async addUses(counts) {
      const [ids, added] = [[...counts.keys()], [...counts.values()]]
      await db.query(sql`
      update catalog.dataset d set uses = uses + u.added from unnest(${ids}::text[], ${added}::bigint[]) as u(id, added) where d.id = u.id`)
    },
  }
}

/** Holds the record until the end of the transaction, and refuses when it is not the one that was read. */
const mustStand = async (tx: Database, read: Dataset): Promise<void> => {
  const now = await first(
    tx,
    Dataset,
    sql`select ${DATASET_COLUMNS} from catalog.dataset d where id = ${read.id} for update`,
  )
  if (!isDeepStrictEqual(now, read))
    throw conflict('Ce jeu de données vient de changer : relisez-le, puis recommencez.')
}

const save = async (tx: Database, d: Dataset): Promise<void> => {
  await tx.query(sql`
    insert into catalog.former_slug (slug, dataset_id)
    select slug, id from catalog.dataset where id = ${d.id} and slug <> ${d.slug} on conflict (slug) do nothing`)
  await tx.query(sql`
    insert into catalog.dataset (id, slug, title, description, keywords, theme, local_themes, licence, producer, contact, frequency,
      temporal_start, temporal_end, territory, provenance, source_url, legal_basis, status, version_id, created_at, updated_at)
    values (${d.id}, ${d.slug}, ${d.title}, ${d.description}, ${d.keywords}, ${d.theme}, ${d.localThemes}, ${d.licence}, ${d.producer},
      ${d.contact}, ${d.frequency}, ${d.temporalStart}, ${d.temporalEnd}, ${d.territory}, ${d.provenance}, ${d.sourceUrl},
      ${d.legalBasis}, ${d.status}, ${d.versionId}, ${d.createdAt}, ${d.updatedAt})
    on conflict (id) do update set slug = excluded.slug, title = excluded.title, description = excluded.description,
      keywords = excluded.keywords, theme = excluded.theme, local_themes = excluded.local_themes, licence = excluded.licence,
      producer = excluded.producer, contact = excluded.contact, frequency = excluded.frequency, temporal_start = excluded.temporal_start,
      temporal_end = excluded.temporal_end, territory = excluded.territory, provenance = excluded.provenance,
      source_url = excluded.source_url, legal_basis = excluded.legal_basis, status = excluded.status, updated_at = excluded.updated_at`)
  await markPublished(tx, d.id, d.updatedAt)
  await indexDataset(tx, d.id)
}

/** Dates the first showing to the public of the version that readers see. */
export const markPublished = async (tx: Database, id: string, at: Date | string): Promise<void> => {
  await tx.query(sql`
    update catalog.version v set published_at = ${at} from catalog.dataset d
    where d.id = ${id} and d.status <> 'draft' and v.id = d.version_id and v.published_at is null`)
}

/** Rebuilds what search reads of a dataset: title, keywords, description, column labels, in that order of weight. */
export const indexDataset = async (tx: Database, id: string): Promise<void> => {
  await tx.query(sql`
    update catalog.dataset set search =
      setweight(to_tsvector('catalog.fr', title), 'A') || setweight(to_tsvector('catalog.fr', array_to_string(keywords, ' ')), 'B') ||
      setweight(to_tsvector('catalog.fr', description), 'C') || setweight(to_tsvector('catalog.fr', column_labels), 'D')
    where id = ${id}`)
  await tx.query(sql`
    insert into catalog.word (word)
    select distinct word from catalog.dataset,
      regexp_split_to_table(lower(public.unaccent(title || ' ' || array_to_string(keywords, ' '))), '[^a-z0-9]+') as word
    where id = ${id} and status = 'published' and length(word) > 2 on conflict do nothing`)
}
