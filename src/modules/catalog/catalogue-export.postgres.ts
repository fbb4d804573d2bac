import { type Static, Type } from 'typebox'
import { type Database, many, type Sql, sql } from '../../kernel/sql.ts'
import { Attachment, Dataset } from './dataset.ts'
import { DATASET_COLUMNS } from './dataset-store.postgres.ts'
import { Organisation } from './organisation.ts'
import type { CatalogueExport, ExportedDataset } from './ports.ts'
import { Original } from './version.ts'

const orNull = <T extends ReturnType<typeof Type.Object | typeof Type.Integer>>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Row = Type.Object({
  ...Dataset.properties,
  organisation: orNull(Organisation),
  shown: orNull(
    Type.Object({
      number: Type.Integer(),
      publishedAt: Type.String(),
      original: Original,
      parquetBytes: Type.Integer(),
      bbox: Type.Union([Type.Array(Type.Number()), Type.Null()]),
      firstPublishedAt: Type.String(),
    }),
  ),
  attachments: Type.Array(Attachment),
})
const Counted = Type.Object({ total: Type.Integer() })

const UTC = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'

/** The published catalogue as other catalogues take it: one question a page, nothing of the columns read. */
export const postgresCatalogueExport = (db: Database): CatalogueExport => {
  const read = async (which: Sql): Promise<readonly ExportedDataset[]> =>
    (
      await many(
        db,
        Row,
        sql`select ${DATASET_COLUMNS},
          (select jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'type', o.type, 'siren', o.siren, 'territory', o.territory,
              'description', o.description, 'website', o.website) where o.id is not null) as organisation,
          (select to_jsonb(s) from (
            select v.number, to_char(v.published_at at time zone 'UTC', ${UTC}) as "publishedAt", v.facts -> 'original' as original,
              (v.facts #>> '{bytes,parquet}')::int as "parquetBytes", v.facts -> 'bbox' as bbox,
              (select to_char(min(published_at) at time zone 'UTC', ${UTC}) from catalog.version where dataset_id = d.id) as "firstPublishedAt"
            from catalog.version v where v.id = d.version_id and v.published_at is not null) s) as shown,
          (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'datasetId', a.dataset_id, 'title', a.title, 'name', a.name,
              'mediaType', a.media_type, 'bytes', a.bytes, 'sha256', a.sha256) order by a.title, a.id), '[]')
            from catalog.attachment a where a.dataset_id = d.id) as attachments
          ${which}`,
      )
    ).map(({ organisation, shown, attachments, ...dataset }: Static<typeof Row>) => ({
      dataset,
      organisation,
      shown,
      attachments,
    }))
  return {
    async page({ organisation, page, size }) {
      const producer = organisation ?? null
      const chosen = sql`d.status = 'published' and (${producer}::text is null or d.producer = ${producer})`
      const [count] = await many(db, Counted, sql`select count(*)::int as total from catalog.dataset d where ${chosen}`)
      const items = await read(
        sql`from (select id from catalog.dataset d where ${chosen} order by created_at, id limit ${size} offset ${(page - 1) * size}) here
            join catalog.dataset d on d.id = here.id left join catalog.organisation o on o.id = d.producer order by d.created_at, d.id`,
      )
      return { total: count?.total ?? 0, items }
    },
    one: async (id) =>
      (
        await read(
          sql`from catalog.dataset d left join catalog.organisation o on o.id = d.producer
              where d.id = ${id} and d.status <> 'draft'`,
        )
      )[0],
  }
}
