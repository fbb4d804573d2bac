import { type Static, Type } from 'typebox'
import { invalid } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import { ResourceRule } from '../choose-resource.ts'
import { dataGouvResource, idAtHand, imitatedDataset } from '../data-gouv/data-gouv.ts'

const API = 'https://tabular-api.data.gouv.fr/api/resources'

/** Rows of a table of data.gouv.fr, filtered by the tabular API before they travel. */
export const TabularFetch = Type.Object({
  connector: Type.Literal('tabular'),
  dataset: Type.String(),
  resource: ResourceRule,
  /** The column to filter on, as a pattern of its name (which may hold a year), and the value wanted. */
  where: Type.Object({ column: Type.String(), equals: Type.String() }),
})
export type TabularFetch = Static<typeof TabularFetch>

const Profile = Type.Object({ profile: Type.Object({ header: Type.Array(Type.String()) }) })

/** The tabular API of data.gouv.fr: the column of today's edition by its pattern, then its rows as one CSV. */
export const tabularApi: Connector<TabularFetch> = {
  async find({ dataset, resource, where }, ask) {
    const { id, name, ...found } = await dataGouvResource(dataset, resource, ask)
    const { profile } = await ask.json(`${API}/${id}/profile/`, Profile)
    const column = profile.header.find((label) => new RegExp(where.column, 'i').test(label))
    if (column === undefined)
      throw invalid(`La colonne attendue (« ${where.column} ») n’est plus dans « ${name} » : elle a été renommée.`)
    const url = `${API}/${id}/data/csv/?${encodeURIComponent(column)}__exact=${encodeURIComponent(where.equals)}`
    return { url, name: `${name.replace(/\.[a-z.]+$/i, '')}.csv`, ...found }
  },
  imitate: ({ dataset, resource, where }, file) => {
    const column = where.column.replaceAll(/[\^$\\]/g, '')
    return [
      imitatedDataset(dataset, resource, file),
      { url: `${API}/${idAtHand(dataset)}/profile/`, json: { profile: { header: [column] } } },
      {
        url: `${API}/${idAtHand(dataset)}/data/csv/?${encodeURIComponent(column)}__exact=${encodeURIComponent(where.equals)}`,
        file: true,
      },
    ]
  },
}
