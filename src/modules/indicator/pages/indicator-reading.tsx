import { count, formatDate } from '../../../kernel/french.ts'
import type { Level } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import type { Definition } from '../definition.ts'
import type { Making } from '../edition.ts'
import { indicatorJsonStatPath } from '../json-stat.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { originOf } from '../origin.ts'
import { reunitedNote } from '../reunited-past.ts'
import { periodWords } from '../stated-words.ts'

const SENSES = {
  more: 'Un chiffre plus haut est en général une bonne nouvelle.',
  less: 'Un chiffre plus bas est en général une bonne nouvelle.',
  neither: 'Plus haut ou plus bas n’est ni bien ni mal.',
} as const

/** What to know before one quotes the figure, where it comes from, how it was made, and the ways to take it away. */
export const AboutIndicator = ({ answer }: { readonly answer: IndicatorAnswer }) => {
  const { definition, record } = answer.indicator
  return (
    <aside aria-label="Ce qu’il faut savoir">
      <h2 id="lire">Bien lire ce chiffre</h2>
      <p>{SENSES[definition.better]}</p>
      {definition.caveats.map((caveat) => (
        <p>{caveat}</p>
      ))}
      <h2>D’où il vient</h2>
      <p>
        {definition.producer}, {definition.updates}. Édition {record.number}, établie le{' '}
        {formatDate(record.builtAt.slice(0, 10))}.
      </p>
      <Sources answer={answer} />
      <h2>Comment il est établi</h2>
      {makingSentences(answer).map((sentence) => (
        <p>{sentence}</p>
      ))}
      <Remarks answer={answer} />
      <h2 class="noprint">Repartir avec les données</h2>
      <TakeAway definition={definition} level={answer.address.level} />
    </aside>
  )
}

const Sources = ({ answer: { indicator, address, workedFrom } }: { readonly answer: IndicatorAnswer }) => {
  const { definition, record } = indicator
  const rows = originOf(definition, record, { level: address.level, code: null, period: address.period })
  return (
    <ul class="choices">
      {rows?.href.startsWith('/donnees/') && (
        <li>
          <a href={rows.href}>
            <span>{`Les lignes ${periodWords(address.period).replace(/^en /, 'de ').replace(/^au /, 'du ')}`}</span>
          </a>
        </li>
      )}
      {[...new Map(record.sources.map((source) => [`${source.slug} ${source.number}`, source])).values()].map(
        ({ slug, title, number }) => (
          <li>
            <a href={`/donnees/${slug}`}>
              <span>{`${title}, version ${number}`}</span>
            </a>
          </li>
        ),
      )}
      {workedFrom.map(({ slug, name }) => (
        <li>
          <a href={`/indicateurs/${slug}`}>
            <span>{`L’indicateur « ${name} »`}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

const MADE: Readonly<Record<Exclude<Making, 'rebuilt'>, readonly [one: string, several: string]>> = {
  published: ['chiffre est tel que la source le donne', 'chiffres sont tels que la source les donne'],
  'added-up': [
    'chiffre est établi en additionnant les communes du lieu',
    'chiffres sont établis en additionnant les communes du lieu',
  ],
  'worked-out': [
    'chiffre est calculé à partir d’autres indicateurs',
    'chiffres sont calculés à partir d’autres indicateurs',
  ],
}

const madeWords = (making: Making, definition: Definition): readonly [one: string, several: string] => {
  if (making !== 'rebuilt') return MADE[making]
  const how = reunitedNote(definition)
  return [`chiffre est établi ainsi : ${how}`, `chiffres sont établis ainsi : ${how}`]
}

/** How the values of the page were made, and how a larger place gets its own. */
const makingSentences = ({ indicator, ranked, address, levels }: IndicatorAnswer): readonly string[] => {
  const counts = new Map<Making, number>()
  for (const { making, value } of ranked) if (value !== null) counts.set(making, (counts.get(making) ?? 0) + 1)
  const told = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([making, n]) => `${count(n, ...madeWords(making, indicator.definition))}`)
  const here =
    told.length > 0 ? [`${told.join(' ; ')} (${LEVEL_WORDS[address.level][1]}, ${periodWords(address.period)}).`] : []
  return [...here, ...(levels.length > 1 ? [upward(indicator.definition)] : [])]
}

const upward = ({ upward: how, formulas }: Definition): string => {
  if (formulas.some(({ kind }) => kind !== 'rows'))
    return 'À chaque niveau, le portail calcule à partir des chiffres du même lieu : rien n’est additionné d’une commune à l’autre.'
  if (how === 'none') return 'Chaque niveau vient tel quel de la source : le portail n’additionne pas les communes.'
  return how === 'sum'
    ? 'Un lieu plus grand qu’une commune additionne ses communes d’aujourd’hui. Si une seule n’a pas de chiffre, le total n’en a pas : rien n’est deviné.'
    : 'Pour un lieu plus grand qu’une commune, le portail additionne d’abord les deux parties du calcul sur toutes ses communes, puis divise : ce n’est pas une moyenne de pourcentages.'
}

/** What was noted about the rows when the edition was made. */
const Remarks = ({ answer: { indicator } }: { readonly answer: IndicatorAnswer }) => {
  const { findings } = indicator.record
  if (findings.length === 0) return null
  return (
    <details class="plain">
      <summary>{count(findings.length, 'remarque sur les lignes', 'remarques sur les lignes')}</summary>
      <ul class="small">
        {findings.map(({ message, examples }) => (
          <li>{`${message} Par exemple : ${examples.slice(0, 5).join(' ; ')}.`}</li>
        ))}
      </ul>
    </details>
  )
}

const TakeAway = ({ definition, level }: { readonly definition: Definition; readonly level: Level }) => {
  const api = `/api/v1/indicators/${definition.slug}`
  const files = [
    [`${api}/values.csv`, 'Tous les lieux, toutes les dates (CSV)'],
    [`${api}/values.ndjson`, 'Tous les lieux, toutes les dates (lignes JSON)'],
    [`${api}/values.parquet`, 'Tous les lieux, toutes les dates (Parquet)'],
    [`${indicatorJsonStatPath(definition.slug)}?level=${level}`, 'Ce niveau, toutes les dates (JSON-stat)'],
    [api, 'La définition en JSON'],
    ['/api', 'Documentation de l’API'],
  ] as const
  return (
    <ul class="choices noprint">
      {files.map(([href, label]) => (
        <li>
          <a href={href}>
            <span>{label}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
