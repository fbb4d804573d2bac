import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { invalid } from '../kernel/errors.ts'
import { count } from '../kernel/french.ts'
import { createDataset, publishDataset } from '../modules/catalog/index.ts'
import { type Command, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'
import { READING_USAGE, readingOf } from './reading-options.ts'

/** `ingest FICHIER`: what depositing a file does, from the machine; the back office shows it like any deposit. */
export const ingestCommand: Command = {
  name: 'ingest',
  usage: `ingest FICHIER [--jeu NOM] [--titre TITRE] [--publier] ${READING_USAGE}`,
  summary: 'Lire un fichier dans un nouveau jeu de données, ou dans celui qui est nommé.',
  async run({ words, options, product, print, say, progress }) {
    const path = required(words, 0, 'le chemin du fichier')
    await checkFile(path)
    const { datasets, versions, blobs, runs, queue, overrides, correctedOverrides, edit, config } = await product()
    const named = typeof options.jeu === 'string' ? options.jeu : undefined
    const known = named ? ((await datasets.getBySlug(named)) ?? (await datasets.get(named))) : undefined
    if (named && !known)
      throw new Misuse(`Le jeu de données « ${named} » n’existe pas : voyez « icauna dataset list ».`)
    const [last] = known ? await versions.ofDataset(known.id) : []
    const before = known ? await overrides.get(known.id) : {}
    const reading = readingOf(options, last?.columns ?? [], before, correctedOverrides)
    const original = { ...(await blobs.put(createReadStream(path), config.MAX_UPLOAD_MB * 1e6)), name: basename(path) }
    const title = typeof options.titre === 'string' ? options.titre : basename(path)
    const dataset = known ?? (await createDataset(edit)(OPERATOR, title))
    if (reading) await overrides.save(dataset.id, reading)
    const { id } = await queue.start(
      { datasetId: dataset.id, original, actor: OPERATOR.id, publish: true },
      { onProgress: progress },
    )
    await queue.idle()
    const run = await runs.get(id)
    const version = run?.versionId ? await versions.get(run.versionId) : undefined
    if (!version) {
      say(run?.error ?? 'La lecture a été interrompue.')
      if (!known)
        say(`Le brouillon « ${dataset.slug} » attend un autre fichier : icauna ingest FICHIER --jeu ${dataset.slug}`)
      return 1
    }
    if (options.publier === true) await publishDataset(edit)(OPERATOR, dataset.id)
    print(
      {
        dataset: dataset.slug,
        version: version.number,
        rows: version.rowCount,
        rejected: version.rejectedCount,
        columns: version.columns.map((c) => ({ name: c.name, type: c.type })),
        decisions: version.decisions,
        diagnostics: version.diagnostics,
      },
      [
        `${dataset.title} (${dataset.slug}), version ${version.number} : ${count(version.rowCount, 'ligne')}, ${count(version.columns.length, 'colonne')}, ${count(version.rejectedCount, 'ligne mise de côté', 'lignes mises de côté')}`,
        ...version.diagnostics.filter((d) => d.severity !== 'info').map((d) => `  - ${d.message}`),
      ],
    )
    return 0
  },
}

const checkFile = async (path: string) => {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw invalid(`Le fichier « ${path} » n’existe pas, ou vous n’avez pas le droit de le lire.`)
  if (!found.isFile()) throw invalid(`« ${path} » n’est pas un fichier.`)
}
