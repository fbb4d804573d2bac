import { count, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Select, type Site, TextField } from '../../../web/index.ts'
import { THEMES } from '../../catalog/index.ts'
import type { FedDataset } from '../fed-dataset.ts'
import { filterWatched, type WatchFilter } from '../filter-watched.ts'
import type { StartProposal } from '../first-start.ts'
import type { Progress } from '../progress.ts'
import type { Standing } from '../schedule.ts'
import { dueAt, STANDINGS, type Watched } from '../watch-sources.ts'
import { HarvestProgress } from './harvest-progress.tsx'
import { SourceLine } from './source-line.tsx'
import { StartSection } from './start-section.tsx'

export interface SourcesPageProps {
  readonly site: Site
  readonly watched: readonly Watched[]
  readonly fed: ReadonlyMap<string, FedDataset>
  readonly filter: WatchFilter
  /** Whether a folder stands for the internet. */
  readonly offline: boolean
  /** Why that folder answers nothing; null when it does. */
  readonly trouble: string | null
  /** What a portal that never harvested may begin with. */
  readonly start: StartProposal | null
  readonly progress: Progress | null
  readonly now: Date
  /** Minutes between two looks that the portal takes by itself (0: none), and when the next one is. */
  readonly schedule: { readonly everyMinutes: number; readonly next: Date | null }
}

/** Names of groups, and how many of a thing there are: words for one, words for several. */
const GROUPS: Readonly<Record<Standing, readonly [heading: string, one: string, several: string]>> = {
  waiting: ['À décider', 'attend une décision', 'attendent une décision'],
  failing: ['En échec', 'échoue', 'échouent'],
  late: ['En retard sur ce que le producteur promet', 'est en retard', 'sont en retard'],
  never: ['Jamais moissonnées', 'jamais moissonnée', 'jamais moissonnées'],
  fresh: ['À jour', 'est à jour', 'sont à jour'],
  absent: ['Absentes du dossier', 'absente du dossier', 'absentes du dossier'],
  paused: ['En pause', 'est en pause', 'sont en pause'],
}

/** The watch room: how many sources stand where, then each of them, first what asks for a person. */
export const SourcesPage = (p: SourcesPageProps) => {
  const { site, watched, fed, filter, progress, schedule, now } = p
  const chosen = filterWatched(watched, filter, fed)
  const due = dueAt(watched, now)
  return (
    <Page site={site} title="Sources" here="atelier">
      <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Sources" />
      <h1>Les sources</h1>
      <p class="lead">
        Ce que l’État et d’autres producteurs publient, repris ici. Une nouvelle édition est comparée à celle d’avant :
        si quelque chose surprend, elle attend votre avis, et le public garde l’ancienne.
      </p>
      {p.trouble && (
        <Notice kind="bad" role="alert">
          {p.trouble} Rien ne peut être moissonné d’ici là ; ce qui est en ligne y reste.
        </Notice>
      )}
      {p.offline && p.trouble === null && (
        <Notice>Le portail lit un dossier qui tient lieu d’internet (réglage HARVEST_FOLDER).</Notice>
      )}
      {progress && <HarvestProgress progress={progress} here="/atelier/sources" />}
      {p.start && progress === null && <StartSection start={p.start} ofTerritory={site.ofTerritory} />}
      <Standings {...p} />
      {progress === null && due.length > 0 && p.start === null && (
        <form method="post" action="/atelier/sources">
          <p>
            <button type="submit">
              {due.length === 1
                ? 'Moissonner la source à vérifier'
                : `Moissonner les ${formatNumber(due.length)} sources à vérifier`}
            </button>
          </p>
        </form>
      )}
      <p>
        <a href="/atelier/sources/portails">Les portails du territoire</a> : ce que communes et intercommunalités
        publient ailleurs, à reprendre ici.
      </p>
      <h2 id="liste">
        {isEmpty(filter) ? 'Toutes les sources' : count(chosen.length, 'source trouvée', 'sources trouvées')}
      </h2>
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
      <Filter filter={filter} fed={fed} />
      {chosen.length === 0 && <p>Aucune source ne répond à ce choix.</p>}
      {STANDINGS.map((standing) => ({ standing, those: chosen.filter((one) => one.standing === standing) }))
        .filter(({ those }) => those.length > 0)
        .map(({ standing, those }) => (
          <section aria-labelledby={`etat-${standing}`}>
            <h3 id={`etat-${standing}`}>
              {GROUPS[standing][0]} <span class="soft">({formatNumber(those.length)})</span>
            </h3>
            <ul class="results sources">
              {those.map((one) => (
                <SourceLine watched={one} fed={fed} busy={progress !== null} now={now} />
              ))}
            </ul>
          </section>
        ))}
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

const isEmpty = ({ standing, theme, words }: WatchFilter) => standing === undefined && theme === undefined && !words

/** How many sources stand where: each figure leads to them. */
const Standings = ({ watched, filter }: SourcesPageProps) => (
  <nav aria-label="Sources par état">
    <ul class="standings">
      <li>
        <a
          href={`/atelier/sources${addressOf({ ...filter, standing: undefined })}#liste`}
          aria-current={current(filter)}
        >
          <strong>{formatNumber(watched.length)}</strong> {watched.length < 2 ? 'source en tout' : 'sources en tout'}
        </a>
      </li>
      {STANDINGS.map((standing) => ({ standing, n: watched.filter((one) => one.standing === standing).length }))
        .filter(({ n }) => n > 0)
        .map(({ standing, n }) => (
          <li>
            <a
              class={standing}
              href={`/atelier/sources${addressOf({ ...filter, standing })}#liste`}
              aria-current={current(filter, standing)}
            >
              <strong>{formatNumber(n)}</strong> {GROUPS[standing][n < 2 ? 1 : 2]}
            </a>
          </li>
        ))}
    </ul>
  </nav>
)

const current = (filter: WatchFilter, standing?: Standing) => (filter.standing === standing ? 'true' : undefined)

const addressOf = ({ standing, theme, words }: WatchFilter): string => {
  const asked = new URLSearchParams({
    ...(standing ? { etat: standing } : {}),
    ...(theme ? { theme } : {}),
    ...(words ? { mots: words } : {}),
  })
  return asked.size === 0 ? '' : `?${asked}`
}

const Filter = ({ filter, fed }: Pick<SourcesPageProps, 'filter' | 'fed'>) => {
  const present = new Set([...fed.values()].map(({ theme }) => theme))
  return (
    <form class="filters" action="/atelier/sources#liste">
      {filter.standing && <input type="hidden" name="etat" value={filter.standing} />}
      <TextField name="mots" label="Mots du titre ou du producteur" value={filter.words} autocomplete="off" />
      <Select
        name="theme"
        label="Thème"
        value={filter.theme ?? ''}
        options={[
          ['', 'Tous les thèmes'],
          ...THEMES.filter(({ code }) => present.has(code)).map(({ code, label }) => [code, label] as const),
        ]}
      />
      <p>
        <button type="submit" class="quiet">
          Filtrer
        </button>{' '}
        {!isEmpty(filter) && <a href="/atelier/sources#liste">Tout montrer</a>}
      </p>
    </form>
  )
}
