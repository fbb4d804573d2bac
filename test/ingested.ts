import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tryFile } from '../scripts/try-files.ts'
import type { Version } from '../src/modules/catalog/index.ts'
import type { References } from '../src/modules/ingest/infer/references.ts'
import type { Overrides } from '../src/modules/ingest/overrides.ts'
import { withFolder } from './read-rows.ts'

/** A few codes of the Yonne and around, enough to tell a code from a number. */
export const someCodes: References = {
  commune: (code) => /^(01004|2A004|890\d{2}|891\d{2}|892\d{2}|893\d{2})$/.test(code),
  epci: (code) => code === '200067114',
  departement: (code) => /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])$/.test(code) && code !== '20',
  region: (code) => /^(11|24|27|28|32|44|52|53|75|76|84|93|94|0[1-6])$/.test(code),
  postcode: (code) => /^(01\d{3}|89\d{3})$/.test(code),
}

/** The version that a file gives, made as the portal makes it. */
export const ingested = (text: string | Buffer, overrides: Overrides = {}, name = 'jeu.csv'): Promise<Version> =>
  withFolder(async (folder) => {
    mkdirSync(`${folder}/recus`)
    writeFileSync(`${folder}/recus/${name}`, text)
    const tried = await tryFile(folder, `recus/${name}`, someCodes, overrides)
    assert.ok(tried.kind === 'read', tried.kind === 'refused' ? tried.because : '')
    return tried.version
  })

/** The lines of a text file, ended as they should be. */
export const linesOf = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
