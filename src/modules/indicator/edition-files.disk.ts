import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { notFound } from '../../kernel/errors.ts'
import { decodeEdition, encodeEdition } from './edition.ts'
import type { EditionFiles } from './ports.ts'

/** Editions as files under `folder`, each named by its identifier; a file takes its name once whole. */
export const diskEditions = (folder: string): EditionFiles => {
  const pathOf = (id: string) => {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) throw notFound('L’édition', id)
    return `${folder}/${id}.valeurs`
  }
  return {
    async write(id, edition) {
      await mkdir(folder, { recursive: true })
      const path = pathOf(id)
      await writeFile(`${path}.en-cours`, encodeEdition(edition))
      await rename(`${path}.en-cours`, path)
    },
    async read(id) {
      const bytes = await readFile(pathOf(id)).catch(() => {
        throw notFound('L’édition', id)
      })
      return decodeEdition(bytes)
    },
  }
}
