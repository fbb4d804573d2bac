import { count, formatBytes, formatDate } from '../../../kernel/french.ts'
import { themeOf } from '../../catalog/index.ts'
import { oldEditionInWords } from '../edition-age.ts'
import type { FedDataset } from '../fed-dataset.ts'
import { fedOf } from '../filter-watched.ts'
import type { Watched } from '../watch-sources.ts'
import { rhythmInWords } from '../words.ts'

interface SourceLineProps {
  readonly watched: Watched
  readonly fed: ReadonlyMap<string, FedDataset>
  /** True while a harvest goes on: nothing else may begin. */
  readonly busy: boolean
  readonly now: Date
}

/** One source among others: where it stands and why, what it feeds, when it is looked at again, and one click. */
export const SourceLine = ({ watched, fed, busy, now }: SourceLineProps) => {
  const { source, state, frequency, next, away, volume } = watched
  const feeds = fedOf(watched, fed)
  const theme = themeOf(feeds[0]?.theme ?? null)
  const producers = [...new Set(feeds.flatMap(({ producer }) => producer ?? []))]
  return (
    <li class="source" id={source.id}>
      <div>
        <p class="theme">{[theme?.label, ...producers].filter(Boolean).join(' · ')}</p>
        <h4>
          <a href={`/atelier/sources/${source.id}`}>{source.title}</a>
        </h4>
        <StandingWords watched={watched} now={now} />
        <Feeds source={source.id} feeds={feeds} />
      </div>
      <div>
        <ul class="facts">
          <li>Publie {rhythmInWords(frequency)}</li>
          {state?.edition && oldEditionInWords(watched, now) === null && <li>Édition {state.edition}</li>}
          {volume !== null && <li>{formatBytes(volume)} reçus</li>}
          <li>
            {next === null
              ? 'Pas de passage prévu'
              : next <= now
                ? 'À vérifier maintenant'
                : `Prochain passage le ${formatDate(next)}`}
          </li>
        </ul>
        {!busy && away === null && (
          <form method="post" action={`/atelier/sources/${source.id}/moissonner`}>
            <button type="submit" class="quiet small">
              Moissonner<span class="hidden"> : {source.title}</span>
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

/** Why a source stands where it does, in a sentence. */
export const StandingWords = ({ watched, now }: { readonly watched: Watched; readonly now: Date }) => {
  const { standing, state, expected, waiting } = watched
  const old = oldEditionInWords(watched, now)
  const changed = state?.changedAt ? `La dernière nouveauté date du ${formatDate(state.changedAt)}.` : ''
  switch (standing) {
    case 'waiting':
      return (
        <>
          {waiting.map(({ id, reasons }) => (
            <p>
              {reasons[0]?.sentence} <a href={`/atelier/sources/decisions/${id}`}>Décider</a>
            </p>
          ))}
        </>
      )
    case 'failing':
      return (
        <p>
          {state?.failingSince && `Depuis le ${formatDate(state.failingSince)} : `}
          {state?.failure} {state?.changedAt && 'Le public voit toujours la dernière édition reçue.'}
        </p>
      )
    case 'late':
      return (
        <p>
          {expected && `Une nouveauté était attendue vers le ${formatDate(expected)}. `}
          {changed}
        </p>
      )
    case 'fresh':
      return (
        <p>
          {state?.checkedAt && `Vérifiée le ${formatDate(state.checkedAt)}. `}
          {changed} {old && `Elle donne l’${old}.`}
        </p>
      )
    case 'paused':
      return <p>Personne ne la vérifie tant qu’elle est en pause. {changed}</p>
    case 'absent':
      return <p>Le dossier qui tient lieu d’internet n’a pas son fichier. {changed}</p>
    case 'never':
      return null
  }
}

/** What the portal holds of it, and how many indicators read it; what was never received has the source's own title. */
const Feeds = ({ source, feeds }: { readonly source: string; readonly feeds: readonly FedDataset[] }) => {
  const held = feeds.filter(({ known, rows }) => known?.status === 'published' && rows !== null)
  const indicators = new Set(feeds.flatMap((feed) => feed.indicators.map(({ slug }) => slug))).size
  if (held.length === 0 && indicators === 0) return null
  return (
    <ul class="facts">
      {held.map(({ title, known, rows }) => (
        <li>
          <a href={`/donnees/${known?.slug}`}>{title}</a>, {count(rows ?? 0, 'ligne')}
        </li>
      ))}
      {indicators > 0 && (
        <li>
          <a href={`/atelier/sources/${source}#indicateurs`}>
            {count(indicators, 'indicateur')}
            <span class="hidden"> qui en {indicators < 2 ? 'dépend' : 'dépendent'}</span>
          </a>
        </li>
      )}
    </ul>
  )
}
