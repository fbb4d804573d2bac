import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { DomainError } from '../../kernel/errors.ts'
import { Organisation } from '../catalog/index.ts'
import { checkTogether, readSource, type Source, type TerritoryVariables } from './source.ts'

const FOLDER = new URL('../../../sources', import.meta.url).pathname

/** The sources that come with the portal, one JSON file each, for a territory; refuses a file that is not one, by its name. */
export const shippedSources = async (variables: TerritoryVariables, folder = FOLDER): Promise<readonly Source[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const sources = await Promise.all(
    names.map(async (name) => {
      try {
        const source = readSource(JSON.parse(await readFile(join(folder, name), 'utf8')), variables)
        if (`${source.id}.json` === name) return source
      } catch (error) {
        const issues = error instanceof DomainError && error.fault.kind === 'invalid' ? error.fault.issues : []
        throw new Error(
          `sources/${name} : ${(error as Error).message} ${issues.map(({ pointer, message }) => `${pointer} ${message}`).join(' ; ')}`,
          { cause: error },
        )
      }
      throw new Error(`sources/${name} : le fichier doit porter le nom de sa source.`)
    }),
  )
  checkTogether(sources)
  return sources
}

/** Producers that sources name and that the indicators' list does not know. */
export const shippedProducers = async (folder = FOLDER) =>
  Value.Parse(Type.Array(Organisation), JSON.parse(await readFile(join(folder, 'producteurs', 'liste.json'), 'utf8')))

/** Identifiers of the sources that a new portal begins with, in order. */
export const shippedStarters = async (folder = FOLDER): Promise<readonly string[]> =>
  Value.Parse(Type.Array(Type.String()), JSON.parse(await readFile(join(folder, 'premieres', 'liste.json'), 'utf8')))

/** Sources, producers and starters that come with the portal, read at the first question and kept: they do not change while it runs. */
export const keptSources = (folder = FOLDER) => {
  const kept = new Map<string, Promise<readonly Source[]>>()
  let producers: ReturnType<typeof shippedProducers> | undefined
  let starters: ReturnType<typeof shippedStarters> | undefined
  return {
    /** By territory, whose région may change from a day to the next. */
    sources(variables: TerritoryVariables): Promise<readonly Source[]> {
      const key = JSON.stringify(variables)
      const known = kept.get(key) ?? shippedSources(variables, folder)
      kept.set(key, known)
      return known
    },
    producers() {
      producers ??= shippedProducers(folder)
      return producers
    },
    starters() {
      starters ??= shippedStarters(folder)
      return starters
    },
  }
}
