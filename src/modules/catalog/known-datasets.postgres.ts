import { Type } from 'typebox'
import { type Database, many, sql } from '../../kernel/sql.ts'

const text = Type.Union([Type.String(), Type.Null()])
const Row = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  published: Type.Boolean(),
  producer: text,
  sourceUrl: text,
  sha256: text,
  columns: Type.Array(Type.String()),
})

/** Drafts and published datasets, each with what another catalogue may know it by: title, producer’s name, origin, checksum of the file shown (when it has rows), columns. */
export const postgresKnownDatasets = (db: Database) => () =>
  many(
    db,
    Row,
    sql`select d.id, d.slug, d.title, d.status = 'published' as published, o.name as producer, d.source_url as "sourceUrl",
          case when v.row_count > 0 then v.facts->'original'->>'sha256' end as sha256,
          coalesce((select array_agg(c->>'label') from jsonb_array_elements(v.facts->'columns') c), '{}') as columns
        from catalog.dataset d
        left join catalog.organisation o on o.id = d.producer
        left join catalog.version v on v.id = d.version_id
        where d.status <> 'archived' order by d.id`,
  )
