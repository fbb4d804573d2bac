import { createHash } from 'node:crypto'
import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import { imitated } from './connectors/connectors.ts'
import { MANIFEST, Manifest } from './network/folder-network.disk.ts'
import type { Network } from './network/network.ts'
import { dataOnly } from './network/received.ts'
import type { Source } from './source.ts'

/**
 * Makes, of files that someone has, a folder where each source finds its own: what catalogues would answer is written in
 * their shape, and marked as made. The folder holds all it names, so that it may be moved: files come into it, but those
 * that lie below it already. Gives the sources that find their file there.
 */
export const packFiles = async (
  sources: readonly Source[],
  filesFolder: string,
  folder: string,
  thisYear: number,
): Promise<readonly string[]> => {
  const paths = await filesByName(filesFolder)
  const answers: Record<string, Manifest['answers'][string]> = {}
  const lists = new Map<string, unknown>()
  const packed: string[] = []
  await mkdir(join(folder, 'reponses'), { recursive: true })
  for (const { id, atHand, fetch } of sources) {
    const path = atHand && paths.get(atHand.file)
    if (!atHand || path === undefined) continue
    const held = await heldIn(folder, path)
    const { file, name = file, title = name, year = null } = atHand
    for (const answer of imitated(fetch, { name, title, year }, thisYear)) {
      if ('file' in answer) {
        answers[answer.url] = { file: held, synthetic: true }
        continue
      }
      const written = join('reponses', `${printOf(answer.url)}.${'json' in answer ? 'json' : 'xml'}`)
      if ('text' in answer) {
        await writeFile(join(folder, written), answer.text)
        answers[answer.url] = { file: written, synthetic: true }
        continue
      }
      // One list, or one page of a catalogue, answers for several sources: each adds its part.
      const json = completed(lists.get(answer.url), answer.json)
      lists.set(answer.url, json)
      await writeFile(join(folder, written), `${JSON.stringify(json, null, 1)}\n`)
      answers[answer.url] = { file: written, synthetic: true }
    }
    packed.push(id)
  }
  await writeManifest(folder, answers)
  return packed
}

/**
 * The internet, of which everything that an address alone asks is kept in a folder that can stand for it elsewhere. What
 * is cut, empty or a web page is refused, and takes the place of nothing. `done` writes the manifest, beside what it held.
 */
export const recordingNetwork = (
  network: Network,
  folder: string,
): Network & { readonly done: () => Promise<void> } => {
  const answers: Record<string, Manifest['answers'][string]> = {}
  return {
    kind: network.kind,
    async get(asked) {
      const answer = await network.get(asked)
      if (answer.status !== 200 || asked.body !== undefined) return answer
      await mkdir(join(folder, 'reponses'), { recursive: true })
      const written = join('reponses', printOf(asked.url))
      const arriving = join(folder, `${written}.part`)
      const data = dataOnly(answer.body, new URL(answer.url).host)
      await pipeline(Readable.from(data), createWriteStream(arriving)).catch(async (error) => {
        await rm(arriving, { force: true })
        throw error
      })
      await rename(arriving, join(folder, written))
      answers[asked.url] = { file: written }
      return { ...answer, body: createReadStream(join(folder, written)) }
    },
    async done() {
      await writeManifest(folder, { ...(await knownAnswers(folder)), ...answers })
    },
  }
}

const knownAnswers = async (folder: string): Promise<Manifest['answers']> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => '{"answers":{}}')
  return Value.Parse(Manifest, JSON.parse(text)).answers
}

const writeManifest = async (folder: string, answers: Manifest['answers']): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, MANIFEST), `${JSON.stringify({ answers }, null, 1)}\n`)
}

const CataloguePage = Type.Object({ total_count: Type.Integer(), results: Type.Array(Type.Unknown()) })

const completed = (known: unknown, json: unknown): unknown => {
  if (Array.isArray(known) && Array.isArray(json)) return [...known, ...json]
  if (!Value.Check(CataloguePage, known) || !Value.Check(CataloguePage, json)) return json
  const results = [...known.results, ...json.results]
  return { total_count: results.length, results }
}

const printOf = (url: string): string => createHash('sha256').update(url).digest('hex').slice(0, 24)

/** The path, below a folder, of a file that is there or was just copied there. */
const heldIn = async (folder: string, path: string): Promise<string> => {
  const below = relative(resolve(folder), path)
  if (below !== '..' && !below.startsWith(`..${sep}`)) return below
  const held = join('fichiers', basename(path))
  await mkdir(join(folder, 'fichiers'), { recursive: true })
  await copyFile(path, join(folder, `${held}.part`), constants.COPYFILE_FICLONE)
  await rename(join(folder, `${held}.part`), join(folder, held))
  return held
}

/** Of two files with one name, the first in the order of paths. */
const filesByName = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw invalid(`Le dossier « ${folder} » n’existe pas, ou vous n’avez pas le droit de le lire.`)
  })
  const ordered = names.toSorted().toReversed()
  return new Map(ordered.map((path) => [basename(path), resolve(folder, path)]))
}
