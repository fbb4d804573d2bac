import type { ComponentChildren } from 'preact'
import { count, formatBytes, formatDate, formatHour } from '../../../kernel/french.ts'
import { Breadcrumb, Page, Select, type Site } from '../../../web/index.ts'
import { licenceOf, themeOf } from '../../catalog/index.ts'
import { CONNECTOR_WORDS } from '../connectors/connectors.ts'
import type { FedDataset } from '../fed-dataset.ts'
import { fedOf } from '../filter-watched.ts'
import { highValueInWords } from '../high-value.ts'
import type { HarvestRun } from '../ports.ts'
import type { Progress } from '../progress.ts'
import { usualDays } from '../schedule.ts'
import type { Watched } from '../watch-sources.ts'
import { KNOWN_WORDS, RUN_WORDS, rhythmInWords, STANDING_WORDS } from '../words.ts'
import { HarvestProgress } from './harvest-progress.tsx'
import { StandingWords } from './source-line.tsx'

export interface SourcePageProps {
  readonly site: Site
  readonly watched: Watched
  readonly fed: ReadonlyMap<string, FedDataset>
  readonly runs: readonly HarvestRun[]
  readonly progress: Progress | null
  readonly now: Date
}

const RHYTHMS = [1, 2, 7, 14, 31, 92] as const

/** One source: where it comes from, where it stands, what it fills, what was done, and what one may do. */
export const SourcePage = ({ site, watched, fed, runs, progress, now }: SourcePageProps) => {
  const { source, state, standing, frequency, next, away, expected, volume } = watched
  const feeds = fedOf(watched, fed)
  const facts: readonly (readonly [what: string, value: ComponentChildren])[] = [
    [
      'D’où elle vient',
      <>
        <a href={source.page} rel="noopener">
          Page du producteur
        </a>
        , par {CONNECTOR_WORDS[source.fetch.connector]}
      </>,
    ],
    ['Ce chemin est', KNOWN_WORDS[source.known]],
    ['Thème', all(feeds.map(({ theme }) => themeOf(theme)?.label))],
    ['Licence', all(feeds.map(({ licence }) => licenceOf(licence)?.title))],
    ['Le producteur publie', rhythmInWords(frequency)],
    ...(source.hvd ? [['Données de forte valeur', highValueInWords(source.hvd)] as const] : []),
    ['Édition reçue', state?.edition ?? (state?.checkedAt ? 'le producteur ne la nomme pas' : 'aucune')],
    ['Volume reçu', volume === null ? 'rien encore' : formatBytes(volume)],
    ['Dernière vérification', state?.checkedAt ? formatDate(state.checkedAt) : 'aucune'],
    ['Dernière nouveauté', state?.changedAt ? formatDate(state.changedAt) : 'aucune'],
    ...(expected ? [['Nouveauté attendue', `vers le ${formatDate(expected)}`] as const] : []),
    [
      'Prochain passage',
      next === null
        ? state?.paused
          ? 'aucun, elle est en pause'
          : away === 'folder'
            ? 'aucun, tant que le dossier ne se lit pas'
            : 'aucun, le dossier n’a pas son fichier'
        : next <= now
          ? 'dès maintenant'
          : formatDate(next),
    ],
    ...(source.leftOut ?? []).map(({ what, because }) => ['Laissé de côté', `${what} : ${because}`] as const),
    ...(source.note ? [['À savoir', source.note] as const] : []),
  ]
  return (
    <Page site={site} title={source.title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
        ]}
        here={source.title}
      />
      <h1>{source.title}</h1>
      <p>
        <span class={`tag ${standing}`}>{STANDING_WORDS[standing]}</span>
      </p>
      <StandingWords watched={watched} now={now} />
      {progress && <HarvestProgress progress={progress} here={`/atelier/sources/${source.id}`} />}
      <div class="columns">
        <div>
          <h2>Ce qu’elle remplit</h2>
          <ul class="results">
            {feeds.map((feed) => (
              <FedLine feed={feed} />
            ))}
          </ul>
          <Readers feeds={feeds} />
          <h2>Derniers passages</h2>
          {runs.length === 0 ? <p>Aucun passage pour l’instant.</p> : <Runs runs={runs} />}
        </div>
        <div>
          <h2>Agir</h2>
          {progress === null && (
            <form method="post" action={`/atelier/sources/${source.id}/moissonner`}>
              <p>
                <button type="submit">Moissonner maintenant</button>
              </p>
              <p>
                <button type="submit" name="essai" value="oui" class="quiet">
                  Essayer sans rien garder
                </button>
              </p>
              <p class="hint">Un essai dit ce qui changerait, et ne change rien.</p>
            </form>
          )}
          <Rhythm watched={watched} />
          <h2>Fiche</h2>
          <dl class="card-terms">
            {facts.map(([what, value]) => (
              <>
                <dt>{what}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
        </div>
      </div>
    </Page>
  )
}

/** Different values, once each. */
const all = (values: readonly (string | undefined)[]): string =>
  [...new Set(values.flatMap((one) => one ?? []))].join(', ') || 'non dit'

const FedLine = ({ feed: { id, title, known, rows } }: { readonly feed: FedDataset }) => {
  const published = known?.status === 'published' && rows !== null
  return (
    <li>
      <h3>{published ? <a href={`/donnees/${known.slug}`}>{title}</a> : title}</h3>
      <p>
        {published
          ? `${count(rows, 'ligne')}, visibles du public.`
          : known
            ? 'Pas encore visible du public.'
            : 'Pas encore reçu.'}
      </p>
      {known && (
        <p>
          <a href={`/atelier/jeux/${id}`}>Ses versions : les comparer, revenir à l’une d’elles</a>
        </p>
      )}
    </li>
  )
}

/** The indicators worked out from what a source fills. */
const Readers = ({ feeds }: { readonly feeds: readonly FedDataset[] }) => {
  const readers = new Map(feeds.flatMap(({ indicators }) => indicators.map(({ slug, name }) => [slug, name] as const)))
  if (readers.size === 0) return null
  return (
    <>
      <h2 id="indicateurs">{count(readers.size, 'indicateur en dépend', 'indicateurs en dépendent')}</h2>
      <ul class="places wide">
        {[...readers].map(([slug, name]) => (
          <li>
            <a href={`/indicateurs/${slug}`}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

const Rhythm = ({ watched: { source, state, frequency } }: { readonly watched: Watched }) => (
  <form method="post" action={`/atelier/sources/${source.id}/rythme`}>
    <Select
      name="jours"
      label="Vérifier"
      hint="Votre choix est gardé pour ce portail."
      value={state?.paused ? 'pause' : String(state?.everyDays ?? '')}
      options={[
        ['', `${daysInWords(usualDays(frequency))}, comme d’habitude`],
        ...RHYTHMS.map((days) => [String(days), daysInWords(days)] as const),
        ['pause', 'jamais, pour l’instant'],
      ]}
    />
    <p>
      <button type="submit" class="quiet">
        Changer le rythme
      </button>
    </p>
  </form>
)

const daysInWords = (days: number): string => (days === 1 ? 'tous les jours' : `tous les ${count(days, 'jour')}`)

const Runs = ({ runs }: { readonly runs: readonly HarvestRun[] }) => (
  <ol class="results">
    {runs.map((run) => (
      <li>
        <h3>
          {formatDate(run.createdAt)} : {run.dry && 'essai, '}
          {RUN_WORDS[run.state]}
        </h3>
        {run.log.map(({ sentence }) => (
          <p>{sentence}</p>
        ))}
        <ul class="facts">
          <li>À {formatHour(run.createdAt)}</li>
          <li>{count(run.requests, 'demande')}</li>
          <li>{formatBytes(run.bytes)} reçus</li>
        </ul>
      </li>
    ))}
  </ol>
)
