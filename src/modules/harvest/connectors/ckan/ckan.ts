import { type Static, Type } from 'typebox'
import { invalid } from '../../../../kernel/errors.ts'
import { type Connector, nameInUrl } from '../../found-file.ts'
import { chooseResource, ResourceRule } from '../choose-resource.ts'

/** A file of a dataset of a CKAN portal. */
export const CkanFetch = Type.Object({
  connector: Type.Literal('ckan'),
  /** As `https://data.exemple.fr`, without a final slash. */
  portal: Type.String(),
  /** Identifier or name of the dataset. */
  dataset: Type.String(),
  resource: ResourceRule,
})
export type CkanFetch = Static<typeof CkanFetch>

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Package = Type.Object({
  title: text,
  resources: Type.Array(
    Type.Object({ name: text, format: text, url: Type.String(), last_modified: text, created: text }),
  ),
})
/** DKAN, a cousin of CKAN, wraps its answer in a list. */
const Shown = Type.Object({ success: Type.Literal(true), result: Type.Union([Package, Type.Array(Package)]) })

const address = ({ portal, dataset }: CkanFetch) =>
  `${portal}/api/3/action/package_show?id=${encodeURIComponent(dataset)}`

/** CKAN 3 portals: `package_show`, then the file that the rule chooses, wherever it lies. */
export const ckan: Connector<CkanFetch> = {
  async find(fetch, ask) {
    const [found] = [(await ask.json(address(fetch), Shown)).result].flat()
    if (!found) throw invalid(`${new URL(fetch.portal).host} ne décrit plus « ${fetch.dataset} ».`)
    const { chosen, edition } = chooseResource(
      found.resources.map(({ name, format, url: told, last_modified, created }) => {
        const url = URL.parse(told, fetch.portal)?.href ?? told
        return {
          url,
          title: name ?? '',
          fileName: nameInUrl(url),
          format: format ?? '',
          modified: last_modified ?? created ?? null,
        }
      }),
      fetch.resource,
      found.title ?? fetch.dataset,
    )
    return { url: chosen.url, name: chosen.fileName, edition }
  },
  imitate(fetch, { name, title }) {
    const url = `${fetch.portal}/dataset/${encodeURIComponent(fetch.dataset)}/${encodeURIComponent(name)}`
    const format = fetch.resource.formats?.[0] ?? 'csv'
    return [
      { url: address(fetch), json: { success: true, result: { title, resources: [{ name: title, format, url }] } } },
      { url, file: true },
    ]
  },
}
