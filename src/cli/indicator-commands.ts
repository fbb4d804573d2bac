import { count, formatQuantity } from '../kernel/french.ts'
import { publishDataset } from '../modules/catalog/index.ts'
import {
  type Definition,
  knowsPlace,
  type Rebuilt,
  type ShownIndicator,
  STATUS_WORDS,
  seriesOf,
} from '../modules/indicator/index.ts'
import { type Command, type CommandInput, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'

/** What one does to indicators from the machine. */
export const indicatorCommands: readonly Command[] = [
  {
    name: 'indicator list',
    usage: 'indicator list',
    summary: 'Lister les indicateurs, et ce que chacun attend.',
    async run({ product, print }) {
      const records = await (await product()).indicators.store.list()
      print(
        records.map(({ definition, edition }) => ({
          slug: definition.slug,
          name: definition.name,
          edition: edition?.number ?? null,
          counts: edition?.counts ?? {},
        })),
        records.map(
          ({ definition, edition }) =>
            `${definition.slug}\t${edition ? `édition ${edition.number}` : `attend ${awaited(definition)}`}\t${definition.name}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'indicator show',
    usage: 'indicator show NOM [LIEU]',
    summary: 'Montrer un indicateur, et ses valeurs dans un lieu (« 89024 », « departement:89 »).',
    async run(input) {
      const shown = await found(input)
      const place = input.words[1]
      const { definition, record, edition } = shown
      const series = place === undefined ? [] : valuesOf(shown, place)
      input.print(
        {
          definition,
          edition: { number: record.number, builtAt: record.builtAt, counts: record.counts, periods: edition.periods },
          sources: record.sources,
          findings: record.findings,
          series,
        },
        [
          `${definition.name} (${definition.slug}), édition ${record.number}`,
          `  ${definition.definition}`,
          ...record.sources.map((source) => `  source : ${source.title}, version ${source.number}, ${source.producer}`),
          ...Object.entries(record.counts).map(([level, places]) => `  ${level} : ${count(places, 'lieu', 'lieux')}`),
          ...record.findings.map((one) => `  - ${one.message}`),
          ...series.map(({ period, text }) => `  ${period} : ${text}`),
        ],
      )
      return 0
    },
  },
  {
    name: 'indicator load',
    usage: 'indicator load DOSSIER',
    summary: 'Lire les fichiers connus d’un dossier, puis construire les indicateurs qui en viennent.',
    async run({ words, product, print, say }) {
      const folder = required(words, 0, 'le dossier des fichiers')
      const { indicators, edit, follower } = await product()
      const by = { actor: OPERATOR.id, publish: (id: string) => publishDataset(edit)(OPERATOR, id) }
      const { loaded, rebuilt } = await follower.during(async () => {
        const taken = await indicators.load(folder, by, (one) => say(loadedWords(one)))
        await indicators.takeIn()
        return { loaded: taken, rebuilt: await rebuild({ product, say }) }
      })
      print({ datasets: loaded, indicators: rebuilt.map(withoutEdition) }, [
        `${count(loaded.filter(({ outcome }) => outcome === 'read').length, 'jeu lu', 'jeux lus')}, ${count(rebuilt.filter(({ outcome }) => outcome === 'built').length, 'indicateur construit', 'indicateurs construits')}`,
      ])
      return failed(loaded) || failed(rebuilt) ? 1 : 0
    },
  },
  {
    name: 'indicator rebuild',
    usage: 'indicator rebuild [NOM…]',
    summary: 'Construire les indicateurs nommés, ou ceux dont les sources ont changé.',
    async run({ words, product, print, say }) {
      const rebuilt = await rebuild({ product, say }, words)
      print(rebuilt.map(withoutEdition), [
        count(
          rebuilt.filter(({ outcome }) => outcome === 'built').length,
          'indicateur construit',
          'indicateurs construits',
        ),
      ])
      return failed(rebuilt) ? 1 : 0
    },
  },
]

const found = async (input: CommandInput): Promise<ShownIndicator> => {
  const slug = required(input.words, 0, 'le nom de l’indicateur')
  const { indicators } = await input.product()
  const shown = await indicators.known.get(slug)
  if (shown) return shown
  const record = await indicators.store.get(slug)
  if (record)
    throw new Misuse(`L’indicateur « ${slug} » n’a pas encore de valeurs : il attend ${awaited(record.definition)}.`)
  throw new Misuse(`L’indicateur « ${slug} » n’existe pas : voyez « icauna indicator list ».`)
}

/** One line a period, at the first level that knows the code, or at the one named before it. */
const valuesOf = ({ definition, edition }: ShownIndicator, place: string) => {
  const [code = '', named] = place.split(':').toReversed()
  const level = definition.levels.find(
    (one) => (named === undefined || one === named) && knowsPlace(edition, one, code),
  )
  if (!level) throw new Misuse(`Cet indicateur ne dit rien du lieu « ${place} ».`)
  return seriesOf(edition, level, code).map(({ value, status }, i) => ({
    level,
    code,
    period: edition.periods[i] ?? '',
    value,
    status,
    text: value === null ? STATUS_WORDS[status] : formatQuantity(value, definition.unit, definition.decimals),
  }))
}

const rebuild = async (
  { product, say }: Pick<CommandInput, 'product' | 'say'>,
  slugs: readonly string[] = [],
): Promise<readonly Rebuilt[]> => {
  const { indicators } = await product()
  const definitions = new Map((await indicators.store.list()).map(({ definition }) => [definition.slug, definition]))
  return indicators.rebuild(slugs, (one) => say(rebuiltWords(one, definitions.get(one.slug))))
}

type Loaded = Parameters<Parameters<Awaited<ReturnType<CommandInput['product']>>['indicators']['load']>[2]>[0]

const loadedWords = (one: Loaded): string => {
  switch (one.outcome) {
    case 'read':
      return `${one.id} : ${count(one.rows, 'ligne')}`
    case 'refused':
      return `${one.id} refusé : ${one.reason}`
    case 'no-file':
      return `${one.id} : « ${one.file} » n’est pas là`
    case 'unchanged':
      return `${one.id} : inchangé`
  }
}

const rebuiltWords = (one: Rebuilt, definition: Definition | undefined): string => {
  switch (one.outcome) {
    case 'built': {
      const counts = Object.entries(one.edition.counts).map(([level, places]) => `${level} ${places}`)
      return `${one.slug} construit : ${counts.join(', ')}`
    }
    case 'again':
      return `${one.slug} : l’édition ${one.edition.number}, faite des mêmes données, est montrée de nouveau`
    case 'chosen':
      return `${one.slug} : une édition plus ancienne est montrée par choix, elle reste`
    case 'unchanged':
      return `${one.slug} : inchangé`
    case 'no-source':
      return `${one.slug} attend ${definition ? awaited(definition) : 'sa source'}`
    case 'refused':
      return `${one.slug} refusé : ${one.reasons.join(' ')}`
  }
}

/** What an indicator is worked out from: datasets and other indicators. */
const awaited = ({ formulas }: Definition): string =>
  formulas
    .flatMap((formula) =>
      formula.kind === 'rows'
        ? [formula.dataset]
        : formula.kind === 'ratio'
          ? [formula.of, formula.over]
          : [formula.of],
    )
    .map((name) => `« ${name} »`)
    .join(', ')

const withoutEdition = (one: Rebuilt) =>
  one.outcome === 'built' ? { slug: one.slug, outcome: one.outcome, counts: one.edition.counts } : one

const failed = (all: readonly { readonly outcome: string }[]) => all.some(({ outcome }) => outcome === 'refused')
