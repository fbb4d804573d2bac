import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { count, formatDate } from '../kernel/french.ts'
import { archiveDataset, attachDocument, type Dataset, publishDataset, showVersion } from '../modules/catalog/index.ts'
import { type Command, type CommandInput, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'
import { READING_USAGE, readingOf } from './reading-options.ts'

const found = async (input: CommandInput): Promise<Dataset> => {
  const name = required(input.words, 0, 'le nom du jeu de données')
  const { datasets } = await input.product()
  const dataset = (await datasets.getBySlug(name)) ?? (await datasets.get(name))
  if (!dataset) throw new Misuse(`Le jeu de données « ${name} » n’existe pas : voyez « icauna dataset list ».`)
  return dataset
}

/** What one does to datasets from the machine. */
export const datasetCommands: readonly Command[] = [
  {
    name: 'dataset list',
    usage: 'dataset list',
    summary: 'Lister les jeux de données, brouillons compris.',
    async run({ product, print }) {
      const { items } = await (await product()).datasets.list({ page: 1, size: 10_000 })
      print(
        items.map(({ dataset, rowCount }) => ({
          slug: dataset.slug,
          title: dataset.title,
          status: dataset.status,
          rows: rowCount,
        })),
        items.map(
          ({ dataset, rowCount }) =>
            `${dataset.slug}\t${dataset.status}\t${count(rowCount ?? 0, 'ligne')}\t${dataset.title}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'dataset show',
    usage: 'dataset show NOM',
    summary: 'Montrer la fiche et les versions d’un jeu.',
    async run(input) {
      const dataset = await found(input)
      const versions = await (await input.product()).versions.ofDataset(dataset.id)
      input.print(
        {
          ...dataset,
          versions: versions.map(({ id, number, createdAt, rowCount }) => ({ id, number, createdAt, rowCount })),
        },
        [
          `${dataset.title} (${dataset.status})`,
          ...versions.map(
            (v) =>
              `  version ${v.number}, ${formatDate(v.createdAt)} : ${count(v.rowCount, 'ligne')}${v.id === dataset.versionId ? ', en ligne' : ''}`,
          ),
        ],
      )
      return 0
    },
  },
  {
    name: 'dataset rebuild',
    usage: `dataset rebuild NOM ${READING_USAGE}`,
    summary:
      'Relire le dernier fichier reçu avec les décisions gardées, et celles que l’on donne ; --oublier les efface.',
    async run(input) {
      const dataset = await found(input)
      const { overrides, correctedOverrides, rebuild, versions } = await input.product()
      const [last] = await versions.ofDataset(dataset.id)
      const before = await overrides.get(dataset.id)
      const reading = readingOf(input.options, last?.columns ?? [], before, correctedOverrides)
      const version = await rebuild(dataset.id, OPERATOR.id, reading ?? undefined, true, { onProgress: input.progress })
      input.print({ dataset: dataset.slug, version: version.number, rows: version.rowCount }, [
        `version ${version.number} : ${count(version.rowCount, 'ligne')}`,
      ])
      return 0
    },
  },
  {
    name: 'dataset publish',
    usage: 'dataset publish NOM',
    summary: 'Publier un jeu, ou dire ce qui lui manque.',
    async run(input) {
      const dataset = await publishDataset((await input.product()).edit)(OPERATOR, (await found(input)).id)
      input.print({ slug: dataset.slug, status: dataset.status }, [`${dataset.slug} est publié`])
      return 0
    },
  },
  {
    name: 'dataset archive',
    usage: 'dataset archive NOM',
    summary: 'Retirer un jeu du catalogue ; sa page reste.',
    async run(input) {
      const dataset = await archiveDataset((await input.product()).edit)(OPERATOR, (await found(input)).id)
      input.print({ slug: dataset.slug, status: dataset.status }, [`${dataset.slug} est archivé`])
      return 0
    },
  },
  {
    name: 'dataset rollback',
    usage: 'dataset rollback NOM VERSION',
    summary: 'Remettre en ligne une version d’avant.',
    async run(input) {
      const dataset = await found(input)
      const number = Number(required(input.words, 1, 'le numéro de la version'))
      const { versions, edit } = await input.product()
      const version = (await versions.ofDataset(dataset.id)).find((v) => v.number === number)
      if (!version) throw new Misuse(`La version ${input.words[1]} n’existe pas : voyez « icauna dataset show ».`)
      await showVersion(edit)(OPERATOR, dataset.id, version.id)
      input.print({ slug: dataset.slug, version: number }, [`${dataset.slug} montre la version ${number}`])
      return 0
    },
  },
  {
    name: 'dataset attach',
    usage: 'dataset attach NOM FICHIER [--titre "…"]',
    summary: 'Joindre un document : notice, dictionnaire, carte.',
    async run(input) {
      const dataset = await found(input)
      const path = required(input.words, 1, 'le document à joindre')
      const { blobs, edit } = await input.product()
      const kept = await blobs.put(createReadStream(path), input.config.MAX_UPLOAD_MB * 1e6)
      const title = typeof input.options.titre === 'string' ? input.options.titre : ''
      const document = await attachDocument(edit)(OPERATOR, dataset.id, { ...kept, name: basename(path), title })
      input.print({ slug: dataset.slug, document }, [`« ${document.title} » est joint à ${dataset.slug}`])
      return 0
    },
  },
]
