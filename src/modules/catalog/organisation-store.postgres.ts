import { Type } from 'typebox'
import { type Database, first, many, sql } from '../../kernel/sql.ts'
import { Attachment } from './dataset.ts'
import { Organisation } from './organisation.ts'
import type { AttachmentStore, OrganisationStore } from './ports.ts'

const Listed = Type.Object({ ...Organisation.properties, datasets: Type.Integer() })

/** Organisations in PostgreSQL. */
export const postgresOrganisations = (db: Database): OrganisationStore => ({
  get: (id) =>
    first(
      db,
      Organisation,
      sql`select id, slug, name, type, siren, territory, description, website from catalog.organisation where id = ${id}`,
    ),

  getBySlug: (slug) =>
    first(
      db,
      Organisation,
      sql`select id, slug, name, type, siren, territory, description, website from catalog.organisation where slug = ${slug}`,
    ),

  list: () =>
    many(
      db,
      Listed,
      sql`select o.id, o.slug, o.name, o.type, o.siren, o.territory, o.description, o.website, count(d.id)::int as datasets
          from catalog.organisation o left join catalog.dataset d on d.producer = o.id and d.status = 'published'
          group by o.id order by o.name`,
    ),

  async save(o) {
    await db.query(sql`
      insert into catalog.organisation (id, slug, name, type, siren, territory, description, website)
      values (${o.id}, ${o.slug}, ${o.name}, ${o.type}, ${o.siren}, ${o.territory}, ${o.description}, ${o.website})
      on conflict (id) do update set slug = excluded.slug, name = excluded.name, type = excluded.type, siren = excluded.siren,
        territory = excluded.territory, description = excluded.description, website = excluded.website`)
  },
})

/** What is known of attached files; their bytes are in the blob store. */
export const postgresAttachments = (db: Database): AttachmentStore => ({
  ofDataset: (datasetId) =>
    many(
      db,
      Attachment,
      sql`select id, dataset_id as "datasetId", title, name, media_type as "mediaType", bytes, sha256 from catalog.attachment
          where dataset_id = ${datasetId} order by title, id`,
    ),
  get: (id) =>
    first(
      db,
      Attachment,
      sql`select id, dataset_id as "datasetId", title, name, media_type as "mediaType", bytes, sha256 from catalog.attachment where id = ${id}`,
    ),
  async add(a) {
    await db.query(sql`
      insert into catalog.attachment (id, dataset_id, title, name, media_type, bytes, sha256)
      values (${a.id}, ${a.datasetId}, ${a.title}, ${a.name}, ${a.mediaType}, ${a.bytes}, ${a.sha256})`)
  },
  async remove(id) {
    await db.query(sql`delete from catalog.attachment where id = ${id}`)
  },
})
