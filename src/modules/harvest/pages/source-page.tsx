import { count, formatBytes, formatDate } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Select, type Site, Table } from '../../../web/index.ts'
import { type Dataset, FREQUENCIES } from '../../catalog/index.ts'
import { CONNECTOR_WORDS } from '../connectors/connectors.ts'
import type { HarvestRun } from '../ports.ts'
import { usualDays } from '../schedule.ts'
import type { Watched } from '../watch-sources.ts'
import { KNOWN_WORDS, RUN_WORDS, STANDING_WORDS } from '../words.ts'

export interface SourcePageProps {
  readonly site: Site
  readonly watched: Watched
  readonly runs: readonly HarvestRun[]
  /** The datasets it fills that the portal holds. */
  readonly datasets: readonly Dataset[]
  readonly doing: string | null
}

const RHYTHMS = [1, 2, 7, 14, 31, 92] as const

/** One source: where it comes from, where it stands, what it fills, what was done, and what one may do. */
export const SourcePage = ({ site, watched, runs, datasets, doing }: SourcePageProps) => {
  const { source, state, standing, frequency, waiting } = watched
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
      {state?.failure && (
        <Notice kind="bad">
          <p>
            {state.failingSince && `Depuis le ${formatDate(state.failingSince)} : `}
            {state.failure}
          </p>
          <p>Le public voit toujours la dernière édition reçue.</p>
        </Notice>
      )}
      {waiting.map(({ id }) => (
        <p>
          <a class="button" href={`/atelier/sources/decisions/${id}`}>
            Décider de la nouvelle édition
          </a>
        </p>
      ))}
      <dl class="terms">
        <dt>D’où elle vient</dt>
        <dd>
          <a href={source.page} rel="noopener">
            Page du producteur
          </a>
          , par {CONNECTOR_WORDS[source.fetch.connector]}
        </dd>
        <dt>Ce chemin est</dt>
        <dd>{KNOWN_WORDS[source.known]}</dd>
        <dt>Le producteur publie</dt>
        <dd>{FREQUENCIES[frequency]}</dd>
        <dt>Édition reçue</dt>
        <dd>{state?.edition ?? (state?.checkedAt ? 'le producteur ne la nomme pas' : 'aucune')}</dd>
        <dt>Dernière nouveauté</dt>
        <dd>{state?.changedAt ? formatDate(state.changedAt) : 'aucune'}</dd>
        {source.note && (
          <>
            <dt>À savoir</dt>
            <dd>{source.note}</dd>
          </>
        )}
      </dl>
      <h2>Ce qu’elle remplit</h2>
      <ul>
        {source.feeds.map(({ dataset }) => {
          const known = datasets.find(({ id }) => id === dataset)
          return (
            <li>{known ? <a href={`/atelier/jeux/${known.id}`}>{known.title}</a> : `${dataset} (pas encore reçu)`}</li>
          )
        })}
      </ul>
      <h2>Agir</h2>
      {doing !== null ? (
        <Notice role="status">Une moisson est en cours : « {doing} ». Attendez qu’elle finisse.</Notice>
      ) : (
        <form method="post" action={`/atelier/sources/${source.id}/moissonner`}>
          <p>
            <button type="submit">Moissonner maintenant</button>{' '}
            <button type="submit" name="essai" value="oui" class="quiet">
              Essayer sans rien garder
            </button>
          </p>
        </form>
      )}
      <form method="post" action={`/atelier/sources/${source.id}/rythme`}>
        <Select
          name="jours"
          label="Vérifier"
          value={state?.paused ? 'pause' : String(state?.everyDays ?? '')}
          options={[
            ['', `comme d’habitude (${daysInWords(usualDays(frequency))})`],
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
      <h2>Derniers passages</h2>
      {runs.length === 0 ? <p>Aucun passage pour l’instant.</p> : <Runs runs={runs} />}
    </Page>
  )
}

const daysInWords = (days: number): string => (days === 1 ? 'tous les jours' : `tous les ${count(days, 'jour')}`)

const Runs = ({ runs }: { readonly runs: readonly HarvestRun[] }) => (
  <Table caption="Derniers passages, du plus récent au plus ancien">
    <thead>
      <tr>
        {['Date', 'Résultat', 'Ce qui s’est passé', 'Demandes', 'Reçu'].map((label) => (
          <th scope="col">{label}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr>
          <td class="short">{formatDate(run.createdAt)}</td>
          <td>
            {run.dry && 'essai : '}
            {RUN_WORDS[run.state]}
          </td>
          <td class="long">
            {run.log.map(({ sentence }) => (
              <p>{sentence}</p>
            ))}
          </td>
          <td class="num">{count(run.requests, 'demande')}</td>
          <td class="num">{formatBytes(run.bytes)}</td>
        </tr>
      ))}
    </tbody>
  </Table>
)
