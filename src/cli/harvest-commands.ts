import { count, formatBytes, formatDate } from '../kernel/french.ts'
import {
  CONNECTOR_WORDS,
  dueAt,
  type Harvested,
  moveInWords,
  oldEditionInWords,
  RUN_WORDS,
  rhythmOf,
  type Source,
  STANDING_WORDS,
  thatMove,
  type Watched,
  watchSources,
} from '../modules/harvest/index.ts'
import { type Command, type CommandInput, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'

/** What one does to sources from the machine. */
export const harvestCommands: readonly Command[] = [
  {
    name: 'harvest list',
    usage: 'harvest list',
    summary: 'Lister les sources, avec l’état de chacune.',
    async run({ product, print }) {
      const now = new Date()
      const watched = await watch(await product())
      print(
        watched.map(({ source, standing, next, state, volume }) => ({
          id: source.id,
          title: source.title,
          standing,
          next: next?.toISOString() ?? null,
          edition: state?.edition ?? null,
          failingSince: state?.failingSince ?? null,
          bytes: volume,
          feeds: source.feeds.map(({ dataset }) => dataset),
        })),
        watched.map((one) => `${one.source.id}\t${standingInWords(one, now)}\t${one.source.title}`),
      )
      return 0
    },
  },
  {
    name: 'harvest show',
    usage: 'harvest show SOURCE',
    summary: 'Montrer une source : d’où elle vient, ce qu’elle remplit, où elle en est.',
    async run(input) {
      const [source] = await chosen({ ...input, words: [required(input.words, 0, 'le nom de la source')] })
      const seen = (await watch(await input.product())).find((one) => one.source.id === source?.id)
      if (!source || !seen) return 1
      const { state, standing, next, waiting, volume } = seen
      input.print({ source, state: state ?? null, standing, waiting, bytes: volume }, [
        `${source.title} (${source.id}) : ${standingInWords(seen, new Date())}`,
        `  ${CONNECTOR_WORDS[source.fetch.connector]}, ${source.page}`,
        `  remplit ${source.feeds.map(({ dataset }) => dataset).join(', ')}`,
        ...(state?.checkedAt ? [`  vérifiée le ${formatDate(state.checkedAt)}`] : []),
        ...(state?.edition ? [`  édition ${state.edition}`] : []),
        ...(volume === null ? [] : [`  ${formatBytes(volume)} reçus`]),
        ...(state?.failingSince
          ? [`  en échec depuis le ${formatDate(state.failingSince)} : ${state.failure ?? ''}`]
          : []),
        ...(next ? [`  prochain passage le ${formatDate(next)}`] : []),
        ...waiting.flatMap(({ datasetId, reasons, preflight }) => [
          `  ${datasetId} attend une décision :`,
          ...reasons.map(({ sentence, meaning }) => `    - ${sentence} ${meaning}`),
          ...thatMove(preflight.indicators ?? []).map((move) => `    · ${moveInWords(move)}`),
        ]),
      ])
      return 0
    },
  },
  {
    name: 'harvest run',
    usage: 'harvest run [--essai] [--dues] [SOURCE…]',
    summary:
      'Moissonner les sources nommées, ou toutes ; --dues : celles dont l’heure est venue ; --essai : ne rien garder.',
    async run(input) {
      const { options, say, print } = input
      const product = await input.product()
      const trouble = await product.harvest.trouble()
      if (trouble !== null) {
        say(trouble)
        return 1
      }
      const all = await chosen(input)
      const named = input.words.length > 0 ? all : await product.harvest.reachable(all)
      const now = new Date()
      const due = options.dues === true ? dueAt(await watch(product), now) : null
      const sources = due ? named.filter(({ id }) => due.some((one) => one.id === id)) : named
      const done = await product.harvest.run(sources, {
        person: OPERATOR,
        dry: options.essai === true,
        onStep: ({ id }, sentence) => say(`${id} : ${sentence}`),
      })
      print(done.map(summary), [
        ...done.map(({ source, run }) => `${source}\t${RUN_WORDS[run.state]}`),
        `${count(done.length, 'source')}, ${count(total(done, 'requests'), 'demande')}, ${formatBytes(total(done, 'bytes'))} reçus`,
      ])
      return done.some(({ run }) => run.state === 'failed') ? 1 : 0
    },
  },
  {
    name: 'harvest decide',
    usage: 'harvest decide SOURCE DECISION',
    summary: 'Décider de ce qui attend d’une source : « accepter » le publie, « refuser » l’écarte.',
    async run(input) {
      const [source] = await chosen({ ...input, words: [required(input.words, 0, 'le nom de la source')] })
      const word = required(input.words, 1, 'la décision, « accepter » ou « refuser »')
      if (word !== 'accepter' && word !== 'refuser') throw new Misuse('La décision est « accepter » ou « refuser ».')
      const { harvest } = await input.product()
      const waiting = (await harvest.store.waiting()).filter((one) => one.source === source?.id)
      if (waiting.length === 0) throw new Misuse('Rien n’attend de décision pour cette source.')
      for (const { id } of waiting) await harvest.decide(OPERATOR, id, word === 'accepter' ? 'accepted' : 'refused')
      input.print(
        waiting.map(({ datasetId }) => ({ dataset: datasetId, decision: word })),
        waiting.map(
          ({ datasetId }) => `${datasetId} : ${word === 'accepter' ? 'publié' : 'refusé, la version d’avant reste'}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'harvest schedule',
    usage: 'harvest schedule SOURCE RYTHME',
    summary: 'Changer le rythme d’une source : un nombre de jours, « pause », ou « habituel » (celui du producteur).',
    async run(input) {
      const [source] = await chosen({ ...input, words: [required(input.words, 0, 'le nom de la source')] })
      const word = required(input.words, 1, 'le rythme : un nombre de jours, « pause » ou « habituel »')
      const rhythm = rhythmOf(word)
      if (!source || (rhythm.everyDays === null && !rhythm.paused && word !== 'habituel'))
        throw new Misuse('Le rythme est un nombre de jours (999 au plus), « pause » ou « habituel ».')
      const product = await input.product()
      await product.harvest.changeRhythm(OPERATOR, source.id, rhythm)
      const next = (await watch(product)).find((one) => one.source.id === source.id)?.next ?? null
      input.print({ source: source.id, ...rhythm, next: next?.toISOString() ?? null }, [
        `${source.id} : ${next ? `prochain passage le ${formatDate(next)}` : 'aucun passage prévu'}`,
      ])
      return 0
    },
  },
  {
    name: 'harvest history',
    usage: 'harvest history [SOURCE]',
    summary: 'Dire ce que les derniers passages ont fait.',
    async run(input) {
      const [source] = input.words.length > 0 ? await chosen(input) : []
      const runs = await (await input.product()).harvest.store.runs(30, source?.id)
      input.print(
        runs,
        runs.flatMap((run) => [
          `${formatDate(run.createdAt)}\t${run.source}\t${run.dry ? 'essai, ' : ''}${RUN_WORDS[run.state]}`,
          ...(source ? run.log.map(({ sentence }) => `  ${sentence}`) : []),
        ]),
      )
      return 0
    },
  },
  {
    name: 'harvest pack',
    usage: 'harvest pack DOSSIER [--fichiers FICHIERS]',
    summary: 'Faire un dossier qui tient lieu d’internet : depuis internet, ou depuis des fichiers que l’on a.',
    async run({ words, options, product, print, say }) {
      const folder = required(words, 0, 'le dossier à faire')
      const files = typeof options.fichiers === 'string' ? options.fichiers : null
      const { harvest } = await product()
      const packed = await harvest.pack(folder, files, ({ source, failure }) =>
        say(`${source} : ${failure ?? 'prise'}`),
      )
      print(packed, [
        `${count(packed.filter(({ failure }) => failure === null).length, 'source prise', 'sources prises')} ; pour s’en servir : HARVEST_FOLDER=${folder} icauna harvest run`,
      ])
      return packed.some(({ failure }) => failure !== null) ? 1 : 0
    },
  },
]

type Product = Awaited<ReturnType<CommandInput['product']>>

/** The sources named, or all of them; one that does not exist is told. */
export const chosen = async ({
  words,
  product,
}: Pick<CommandInput, 'words' | 'product'>): Promise<readonly Source[]> => {
  const sources = await (await product()).harvest.sources()
  const unknown = words.find((word) => !sources.some(({ id }) => id === word))
  if (unknown !== undefined) throw new Misuse(`La source « ${unknown} » n’existe pas : voyez « icauna harvest list ».`)
  return words.length === 0 ? sources : sources.filter(({ id }) => words.includes(id))
}

/** Where a source stands, with the age of its edition when it is old. */
const standingInWords = (watched: Watched, now: Date): string =>
  [STANDING_WORDS[watched.standing], oldEditionInWords(watched, now)].filter((words) => words !== null).join(', ')

/** Every source with where it stands. */
const watch = ({ harvest }: Product) => watchSources(harvest)(new Date())

const summary = ({ source, run, filled }: Harvested) => ({
  source,
  state: run.state,
  requests: run.requests,
  bytes: run.bytes,
  datasets: filled.map(({ datasetId, ...became }) => ({ dataset: datasetId, ...became })),
  log: run.log,
})

const total = (done: readonly Harvested[], what: 'requests' | 'bytes') =>
  done.reduce((sum, { run }) => sum + run[what], 0)
