import { count, formatDate } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site, Table } from '../../../web/index.ts'
import { FREQUENCIES } from '../../catalog/index.ts'
import { dueAt, type Watched } from '../watch-sources.ts'
import { STANDING_WORDS } from '../words.ts'

export interface SourcesPageProps {
  readonly site: Site
  readonly watched: readonly Watched[]
  /** Whether a folder stands for the internet. */
  readonly offline: boolean
  /** The source being harvested, if there is one. */
  readonly doing: string | null
  readonly now: Date
  /** Minutes between two looks that the portal takes by itself (0: none), and when the next one is. */
  readonly schedule: { readonly everyMinutes: number; readonly next: Date | null }
}

/** The watch room: what asks for a person first, then every source. */
export const SourcesPage = ({ site, watched, offline, doing, now, schedule }: SourcesPageProps) => {
  const waiting = watched.filter(({ standing }) => standing === 'waiting')
  const failing = watched.filter(({ standing }) => standing === 'failing')
  const due = dueAt(watched, now)
  return (
    <Page site={site} title="Sources" here="atelier">
      <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Sources" />
      <h1>Les sources</h1>
      <p class="lead">
        Ce que l’État et d’autres producteurs publient, repris ici. Une nouvelle édition est comparée à celle d’avant :
        si quelque chose surprend, elle attend votre avis, et le public garde l’ancienne.
      </p>
      {offline && <Notice>Le portail lit un dossier qui tient lieu d’internet (réglage HARVEST_FOLDER).</Notice>}
      {doing !== null && (
        <Notice role="status">Une moisson est en cours : « {doing} ». Rechargez la page pour suivre.</Notice>
      )}
      <ul class="facts">
        {[
          [count(watched.length, 'source'), 'en tout'],
          [count(waiting.length, 'décision'), 'à prendre'],
          [count(failing.length, 'source'), 'en échec'],
          [count(due.length, 'source'), 'à vérifier maintenant'],
        ].map(([figure, words]) => (
          <li>
            <strong>{figure}</strong> {words}
          </li>
        ))}
      </ul>
      {waiting.length > 0 && (
        <section aria-labelledby="decisions">
          <h2 id="decisions">À décider</h2>
          <ul>
            {waiting.flatMap(({ source, waiting: proposals }) =>
              proposals.map(({ id, reasons }) => (
                <li>
                  <a href={`/atelier/sources/decisions/${id}`}>{source.title}</a> : {reasons[0]?.sentence}
                </li>
              )),
            )}
          </ul>
        </section>
      )}
      {doing === null && due.length > 0 && (
        <form method="post" action="/atelier/sources">
          <p>
            <button type="submit">Moissonner {count(due.length, 'source')} à vérifier</button>
          </p>
        </form>
      )}
      <p>
        <a href="/atelier/sources/portails">Les portails du territoire</a> : ce que communes et intercommunalités
        publient ailleurs, à reprendre ici.
      </p>
      <h2>Toutes les sources</h2>
      {schedule.everyMinutes > 0 ? (
        <p>
          Le portail vérifie de lui-même les sources dont l’heure est venue, {everyInWords(schedule.everyMinutes)}{' '}
          (réglage <code>HARVEST_SCHEDULE</code>).{' '}
          {schedule.next && `Prochaine vérification ${inWords(schedule.next.getTime() - now.getTime())}.`}
        </p>
      ) : (
        <p>
          Les passages prévus se font quand la machine lance <code>icauna harvest run --dues</code>, chaque nuit par
          exemple, ou quand vous le demandez ici. Pour que le portail s’en charge, donnez un nombre de minutes au
          réglage <code>HARVEST_SCHEDULE</code>.
        </p>
      )}
      <Table caption={count(watched.length, 'source')}>
        <thead>
          <tr>
            {['Source', 'État', 'Édition', 'Dernière vérification', 'Le producteur publie', 'Prochain passage'].map(
              (label) => (
                <th scope="col">{label}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {watched.map(({ source, standing, state, frequency, next }) => (
            <tr>
              <th scope="row">
                <a href={`/atelier/sources/${source.id}`}>{source.title}</a>
              </th>
              <td>
                <span class={`tag ${standing}`}>{STANDING_WORDS[standing]}</span>
                {standing === 'failing' && state?.failingSince && ` depuis le ${formatDate(state.failingSince)}`}
              </td>
              <td>{state?.edition ?? '–'}</td>
              <td>{state?.checkedAt ? formatDate(state.checkedAt) : '–'}</td>
              <td>{FREQUENCIES[frequency]}</td>
              <td>{next === null ? 'en pause' : next <= now ? 'maintenant' : formatDate(next)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Page>
  )
}

const everyInWords = (minutes: number): string =>
  minutes % 60 === 0
    ? minutes === 60
      ? 'toutes les heures'
      : `toutes les ${count(minutes / 60, 'heure')}`
    : minutes === 1
      ? 'toutes les minutes'
      : `toutes les ${count(minutes, 'minute')}`

/** « dans 12 minutes »; a moment that is past is now. */
const inWords = (milliseconds: number): string => {
  const minutes = Math.ceil(milliseconds / 60_000)
  if (minutes <= 0) return 'dans un instant'
  return minutes < 120 ? `dans ${count(minutes, 'minute')}` : `dans ${count(Math.round(minutes / 60), 'heure')}`
}
