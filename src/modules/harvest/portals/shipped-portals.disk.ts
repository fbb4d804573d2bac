import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../../kernel/errors.ts'
import type { TerritoryVariables } from '../source.ts'
import { isFor, type Portal, readPortal } from './portal.ts'

const FOLDER = new URL('../../../../sources/portails', import.meta.url).pathname

/** The portals known for a territory, one JSON file each; refuses a file that is not one, by its name. */
export const shippedPortals = async (variables: TerritoryVariables, folder = FOLDER): Promise<readonly Portal[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const portals = await Promise.all(
    names.map(async (name) => {
      try {
        const portal = readPortal(JSON.parse(await readFile(join(folder, name), 'utf8')), variables)
        if (`${portal.id}.json` === name) return portal
      } catch (error) {
        const issues = error instanceof DomainError && error.fault.kind === 'invalid' ? error.fault.issues : []
        throw new Error(
          `sources/portails/${name} : ${(error as Error).message} ${issues.map(({ pointer, message }) => `${pointer} ${message}`).join(' ; ')}`,
          { cause: error },
        )
      }
      throw new Error(`sources/portails/${name} : le fichier doit porter le nom de son portail.`)
    }),
  )
  return portals.filter((portal) => isFor(portal, variables))
}
