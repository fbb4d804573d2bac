import { type Static, Type } from 'typebox'
import { DomainError } from '../../../../kernel/errors.ts'
import { type Connector, captured, nameInUrl } from '../../found-file.ts'

/** A file at an address that does not change, or that changes only by its year. */
export const HttpFetch = Type.Object({
  connector: Type.Literal('http'),
  /** `{annee}` stands for a year: the newest that answers is taken, from `{annee}` of today down to `yearsBack` before. */
  url: Type.String(),
  yearsBack: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  /** The name to give the file, when its address does not tell one. */
  name: Type.Optional(Type.String()),
  /** First group: the edition, in the name of the file. */
  edition: Type.Optional(Type.String()),
})
export type HttpFetch = Static<typeof HttpFetch>

/** Files at plain addresses. `thisYear` is today's. */
export const httpFile = (thisYear: number): Connector<HttpFetch> => ({
  async find({ url, yearsBack = 3, name, edition }, ask) {
    if (!url.includes('{annee}'))
      return { url, name: name ?? nameInUrl(url), edition: captured(edition, [name, nameInUrl(url)]) }
    for (let year = thisYear; year >= thisYear - yearsBack; year -= 1) {
      const dated = url.replaceAll('{annee}', String(year))
      if (await ask.exists(dated)) return { url: dated, name: name ?? nameInUrl(dated), edition: String(year) }
    }
    throw new DomainError({
      kind: 'not-found',
      detail: `Aucune édition depuis ${thisYear - yearsBack} ne répond à l’adresse attendue.`,
    })
  },
  imitate: ({ url }, { year }) => [{ url: url.replaceAll('{annee}', String(year ?? thisYear)), file: true }],
})
