import { readFile } from 'node:fs/promises'
import { count, formatNumber } from '../kernel/french.ts'
import {
  biggestFirst,
  countsOfDifference,
  type Difference,
  type EditionsCompared,
  readDefinition,
  reasonOf,
} from '../modules/indicator/index.ts'
import { type Command, type CommandInput, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'

/** Definitions of one's own, and the editions of indicators. */
export const editionCommands: readonly Command[] = [
  {
    name: 'indicator add',
    usage: 'indicator add FICHIER.json',
    summary: 'Ajouter ou corriger un indicateur à vous, d’après sa définition, et le publier.',
    async run({ words, product, print, say }) {
      const definition = readDefinition(await readJson(required(words, 0, 'le fichier de la définition')))
      const { desk } = (await product()).indicators.atelier
      const known = (await desk.list()).some((one) => one.definition.slug === definition.slug && one.madeBy !== null)
      const published = await desk.publish(OPERATOR, definition, known ? definition.slug : null)
      if (published.outcome === 'refused') {
        for (const finding of published.findings) say(reasonOf(finding))
        print({ slug: definition.slug, outcome: 'refused', findings: published.findings }, [])
        return 1
      }
      const { number, counts } = published.edition
      print({ slug: definition.slug, outcome: 'published', edition: number, counts }, [
        `${definition.slug} publié : édition ${number}, ${countsWords(counts)}`,
      ])
      return 0
    },
  },
  {
    name: 'indicator editions',
    usage: 'indicator editions NOM',
    summary: 'Lister les éditions d’un indicateur ; celle qui est montrée porte un astérisque.',
    async run({ words, product, print }) {
      const { kept } = (await product()).indicators.atelier.desk
      const { shown, editions } = await kept.list(required(words, 0, 'le nom de l’indicateur'))
      print(
        editions.map(({ number, builtAt, counts }) => ({ number, builtAt, counts, shown: number === shown })),
        editions.map(
          ({ number, builtAt, counts }) =>
            `${number === shown ? '*' : ' '} ${number}\t${builtAt.slice(0, 10)}\t${countsWords(counts)}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'indicator diff',
    usage: 'indicator diff NOM [A B]',
    summary: 'Dire ce qui a changé de l’édition A à l’édition B ; sans elles, des deux dernières.',
    async run({ words, product, print }) {
      const slug = required(words, 0, 'le nom de l’indicateur')
      const { kept } = (await product()).indicators.atelier.desk
      const { editions } = await kept.list(slug)
      const [since, number] =
        words.length > 1 ? [edition(words, 1), edition(words, 2)] : [undefined, editions[0]?.number]
      const compared = number === undefined ? null : await kept.difference(slug, number, since)
      if (!compared) throw new Misuse(`L’indicateur « ${slug} » n’a pas deux éditions à comparer.`)
      print(
        {
          before: compared.before.number,
          after: compared.after.number,
          counts: countsOfDifference(compared.difference),
          ...compared.difference,
        },
        differenceLines(compared),
      )
      return 0
    },
  },
  {
    name: 'indicator rollback',
    usage: 'indicator rollback NOM ÉDITION',
    summary: 'Montrer une autre édition d’un indicateur : une d’avant, ou de nouveau une d’après.',
    async run({ words, product, print }) {
      const slug = required(words, 0, 'le nom de l’indicateur')
      const shown = await (await product()).indicators.atelier.desk.show(OPERATOR, slug, edition(words, 1))
      print({ slug, edition: shown.number }, [`${slug} : l’édition ${shown.number} est montrée`])
      return 0
    },
  },
]

const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Misuse(`Le fichier « ${path} » ne peut pas être lu.`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new Misuse(`Le fichier « ${path} » n’est pas du JSON.`)
  }
}

const edition = (words: CommandInput['words'], at: number): number => {
  const number = Number(required(words, at, 'le numéro de l’édition'))
  if (!Number.isInteger(number) || number < 1) throw new Misuse(`« ${words[at]} » n’est pas un numéro d’édition.`)
  return number
}

const countsWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([level, places]) => `${level} ${places}`)
    .join(', ')

const SHOWN = 10

const differenceLines = ({ before, after, difference }: EditionsCompared): readonly string[] => [
  `De l’édition ${before.number} à l’édition ${after.number} : ${count(difference.changes.length, 'valeur a changé', 'valeurs ont changé')}`,
  ...(difference.periodsAdded.length > 0 ? [`  périodes nouvelles : ${difference.periodsAdded.join(', ')}`] : []),
  ...(difference.periodsRemoved.length > 0 ? [`  périodes retirées : ${difference.periodsRemoved.join(', ')}`] : []),
  ...difference.places.map(
    ({ level, added, removed }) => `  ${level} : ${added.length} lieux gagnés, ${removed.length} perdus`,
  ),
  ...levelsOf(difference).flatMap((level) => {
    const counts = countsOfDifference(difference, level)
    return [
      `  ${level} : ${counts.gained} gagnées, ${counts.lost} perdues, ${counts.revised} révisées, ${counts['told-otherwise']} dites autrement`,
      ...biggestFirst(difference, level)
        .slice(0, SHOWN)
        .map(({ code, period, before: old, after: young, by }) => {
          const moved = by === null ? '' : ` (${by > 0 ? '+' : '−'}${formatNumber(Math.abs(by))})`
          return `    ${code}, ${period} : ${told(old)} → ${told(young)}${moved}`
        }),
    ]
  }),
]

const levelsOf = ({ changes }: Difference) => [...new Set(changes.map(({ level }) => level))]

const told = ({ value, status }: { readonly value: number | null; readonly status: string }): string =>
  value === null ? status : formatNumber(value)
