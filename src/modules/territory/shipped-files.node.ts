import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'

const FOLDER = new URL('../../../territories/', import.meta.url)

/** What the portal brings for each territory under one file name (`territories/<territory>/<name>`), decoded; refuses a file of another shape. */
export const shippedFiles = <T extends TSchema>(name: string, schema: T): readonly Static<T>[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : []).flatMap((territory) => {
    const file = new URL(`${territory}/${name}`, FOLDER)
    return existsSync(file) ? [Value.Parse(schema, JSON.parse(readFileSync(file, 'utf8'))) as Static<T>] : []
  })
