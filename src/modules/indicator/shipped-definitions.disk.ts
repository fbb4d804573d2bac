import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Definition, readDefinition } from './definition.ts'

/** The definitions that come with the portal, one JSON file each; refuses a file that is not one, by its name. */
export const shippedDefinitions = async (
  folder = new URL('../../../indicators', import.meta.url).pathname,
): Promise<readonly Definition[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const definition = readDefinition(JSON.parse(await readFile(join(folder, name), 'utf8')))
      if (`${definition.slug}.json` !== name)
        throw new Error(`${name} définit « ${definition.slug} » : le fichier doit porter ce nom.`)
      return definition
    }),
  )
}
