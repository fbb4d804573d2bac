import type { ComponentChildren } from 'preact'
import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, SearchForm, type Site } from '../../../web/index.ts'
import { type DatasetSummary, excerpt } from '../../catalog/index.ts'
import {
  type Answer,
  cardPath,
  comparisonPath,
  type Definition,
  peersPath,
  type Reading,
  type ToldOfMany,
} from '../../indicator/index.ts'
import { articled, type Level, type Place, type PlaceHit, placePath, titleOf } from '../../territory/index.ts'

export interface SearchPageProps {
  readonly site: Site
  /** Empty before anything is searched. */
  readonly text: string
  readonly answer?: Answer | null
  /** Other places that the question names. */
  readonly also?: Reading['also']
  /** The figure of the answer, with its past and its peers. */
  readonly card?: ComponentChildren
  /** The large figures of the place, when nothing but a place was asked. */
  readonly figures?: ComponentChildren
  readonly places?: readonly PlaceHit[]
  readonly indicators?: readonly Definition[]
  readonly datasets?: readonly DatasetSummary[]
  /** Datasets found, those not shown here included. */
  readonly total?: number
  /** The words that datasets were searched by. */
  readonly subject?: string
}

/** Words as common as « habitants » are in the names of many. */
const MOST_INDICATORS = 5
const EXAMPLES = [
  'combien d’habitants à Joigny',
  'population Auxerre 2019',
  'la commune la plus peuplée',
  'quelles communes ont un collège',
  'évolution de la population en Puisaye',
]

/** One search over everything: the answer, then the pages where it may be. */
export const SearchPage = (p: SearchPageProps) => {
  const { answer = null, places = [], indicators = [], datasets = [] } = p
  const nothing = p.text !== '' && !answer && places.length + indicators.length + datasets.length === 0
  return (
    <Page
      site={p.site}
      title={p.text ? `« ${p.text} »` : 'Chercher'}
      path={p.text ? `/recherche?q=${encodeURIComponent(p.text)}` : '/recherche'}
      image={(answer && imageOf(answer)) ?? '/images/recherche.png'}
      description={`Poser une question sur ${p.site.territory}, chercher un lieu, un indicateur ou un jeu de données.`}
      islands={['suggest']}
      band={
        <PageHead trail={[]} here="Recherche" title="Chercher dans le portail">
          <SearchForm
            action="/recherche"
            label="Une commune, un code postal, une question"
            value={p.text}
            suggestions="/suggestions?q="
          />
        </PageHead>
      }
    >
      {p.text === '' && <Examples />}
      {answer && (
        <div class={p.card ? 'columns half answered' : undefined}>
          <AnswerCard answer={answer} also={p.also ?? []} next={!p.figures} />
          {p.card}
        </div>
      )}
      {p.figures}
      {p.figures && answer?.place && <NextOf place={answer.place} />}
      {nothing && (
        <Notice>
          <h2>Rien ne correspond à « {p.text} »</h2>
          <p>Essayez un mot plus simple, ou une question de ce genre.</p>
        </Notice>
      )}
      {nothing && <Examples />}
      {places.length > 0 && <Places hits={places} />}
      {indicators.length > 0 && <Indicators indicators={indicators.slice(0, MOST_INDICATORS)} />}
      {datasets.length > 0 && <Datasets items={datasets} total={p.total ?? 0} subject={p.subject ?? p.text} />}
    </Page>
  )
}

/** The picture of the card that answers; nothing when no number does. */
const imageOf = ({ place, indicator, period, stated }: Answer): string | undefined =>
  place && indicator && period && stated?.value != null
    ? `${cardPath(indicator.slug, place)}.png?periode=${period}`
    : undefined

const Examples = () => (
  <>
    <p>Par exemple :</p>
    <ul>
      {EXAMPLES.map((example) => (
        <li>
          <a href={`/recherche?q=${encodeURIComponent(example)}`}>{example}</a>
        </li>
      ))}
    </ul>
  </>
)

interface AnswerCardProps {
  readonly answer: Answer
  readonly also: Reading['also']
  /** False when the ways on from the place are told below. */
  readonly next: boolean
}

const AnswerCard = ({ answer, also, next }: AnswerCardProps) => {
  const { sentence, notes, place, indicator, origin, held, many } = answer
  return (
    <section class="cite answer" aria-labelledby="reponse">
      <h2 id="reponse" class="hidden">
        Réponse
      </h2>
      <p class="lead">{sentence}</p>
      {notes.map((note) => (
        <p>{note}</p>
      ))}
      {held.length > 0 && (
        <ul>
          {held.map(({ definition, words }) => (
            <li>
              <a href={`/indicateurs/${definition.slug}`}>{definition.shortName}</a> : {words}
            </li>
          ))}
        </ul>
      )}
      {many && many.first.length > 0 && <FirstOfMany many={many} />}
      <ul class="facts">
        {many && (
          <li>
            <a href={many.list.href}>{many.list.label}</a>
          </li>
        )}
        {place && also.length > 0 && (
          <li>
            <a
              href={comparisonPath({
                ...{ places: [place, ...also], peers: null },
                indicators: indicator ? [indicator.slug] : [],
              })}
            >
              Les comparer, côte à côte
            </a>
          </li>
        )}
        {origin && (
          <li>
            Source : <a href={origin.href}>{`${origin.producer}, ${origin.title}`}</a>
          </li>
        )}
        {place && next && (
          <li>
            <a href={placePath(place)}>Tout sur {articled(place)}</a>
          </li>
        )}
        {indicator && (
          <li>
            <a href={`/indicateurs/${indicator.slug}`}>L’indicateur « {indicator.name} »</a>
          </li>
        )}
        {place && next && place.level !== 'pays' && place.validUntil === null && (
          <li>
            <a href={peersPath(place)}>Comparer à ses pairs</a>
          </li>
        )}
      </ul>
    </section>
  )
}

/** The first places of those that are compared, equal ones with the same rank; or those that are counted, when they are few. */
const FirstOfMany = ({ many: { kind, first, count: all } }: { readonly many: ToldOfMany }) => {
  const ranked = kind === 'highest' || kind === 'lowest' || kind === 'ranking'
  const rank = (value: number | null) => first.findIndex((one) => one.value === value) + 1
  const lines = first.map(({ href, name, value, words }) => (
    <li value={ranked ? rank(value) : undefined}>
      <a href={href}>{name}</a>
      {words && ` : ${words}`}
    </li>
  ))
  return (
    <>
      {!ranked && all > first.length && <p>Par exemple :</p>}
      {ranked ? <ol>{lines}</ol> : <ul>{lines}</ul>}
    </>
  )
}

const NextOf = ({ place }: { readonly place: Place }) => (
  <nav class="next noprint" aria-label="Et maintenant ?">
    <a class="button" href={placePath(place)}>
      Tout sur {articled(place)}
    </a>
    {place.level !== 'pays' && (
      <a class="button quiet" href={peersPath(place)}>
        Comparer à ses pairs
      </a>
    )}
    <a class="button quiet" href={`${placePath(place)}.pdf`} type="application/pdf">
      Fiche à imprimer (PDF, 2 pages)
    </a>
  </nav>
)

const Places = ({ hits }: { readonly hits: readonly PlaceHit[] }) => (
  <>
    <h2>Lieux</h2>
    <ul class="results">
      {hits.map(({ place, parent, why }) => (
        <li>
          <h3>
            <a href={placePath(place)}>{titleOf(place)}</a>
          </h3>
          <ul class="facts">
            <li>
              {place.validUntil
                ? `ancienne commune, jusqu’en ${place.validUntil.slice(0, 4)}`
                : LEVEL_NAMES[place.level]}
            </li>
            {why && <li>{why}</li>}
            {parent && <li>{parent}</li>}
            {place.population && <li>{count(place.population.value, 'habitant')}</li>}
          </ul>
        </li>
      ))}
    </ul>
  </>
)

const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  commune: 'commune',
  epci: 'intercommunalité',
  canton: 'canton',
  arrondissement: 'arrondissement',
  departement: 'département',
  region: 'région',
  pays: 'pays',
}

const Indicators = ({ indicators }: { readonly indicators: readonly Definition[] }) => (
  <>
    <h2>Indicateurs</h2>
    <ul class="results">
      {indicators.map((definition) => (
        <li>
          <h3>
            <a href={`/indicateurs/${definition.slug}`}>{definition.name}</a>
          </h3>
          <p>{definition.definition}</p>
        </li>
      ))}
    </ul>
  </>
)

interface DatasetsProps {
  readonly items: readonly DatasetSummary[]
  readonly total: number
  readonly subject: string
}

const Datasets = ({ items, total, subject }: DatasetsProps) => (
  <>
    <h2>Jeux de données</h2>
    <ul class="results">
      {items.map(({ dataset, producerName, rowCount }) => (
        <li>
          <h3>
            <a href={`/donnees/${dataset.slug}`}>{dataset.title}</a>
          </h3>
          <p>{excerpt(dataset.description)}</p>
          <ul class="facts">
            {producerName && <li>{producerName}</li>}
            {rowCount !== null && <li>{count(rowCount, 'ligne')}</li>}
            <li>mis à jour le {formatDate(dataset.updatedAt)}</li>
          </ul>
        </li>
      ))}
    </ul>
    <p>
      <a class="button quiet" href={`/donnees?q=${encodeURIComponent(subject)}`}>
        {total > items.length ? `Voir les ${formatNumber(total)} jeux de données` : 'Chercher dans le catalogue'}
      </a>
    </p>
  </>
)
