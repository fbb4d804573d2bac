import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { type DatasetSummary, type FacetValue, themeOf } from '../../catalog/index.ts'

interface Props {
  /** Datasets, the last renewed first. */
  readonly latest: readonly DatasetSummary[]
  readonly themes: readonly FacetValue[]
  /** How many there are in all. */
  readonly datasets: number
}

/** The doors to the datasets: a theme each, with how many it holds and the last that was renewed. */
export const DatasetsByTheme = ({ latest, themes, datasets }: Props) => (
  <section aria-labelledby="donnees">
    <h2 id="donnees">Les données, thème par thème</h2>
    {datasets === 0 && <p>Aucun jeu de données n’est encore publié.</p>}
    <ul class="grid">
      {themes.map((theme) => (
        <Theme theme={theme} last={latest.find(({ dataset }) => dataset.theme === theme.value)} />
      ))}
    </ul>
    <p>
      <a class="button quiet" href="/donnees">
        {datasets > 1 ? `Voir les ${formatNumber(datasets)} jeux de données` : 'Ouvrir le catalogue'}
      </a>
    </p>
  </section>
)

const Theme = ({ theme, last }: { readonly theme: FacetValue; readonly last: DatasetSummary | undefined }) => (
  <li class="card">
    <h3>
      <a href={`/donnees?theme=${encodeURIComponent(theme.value)}`}>{themeOf(theme.value)?.label ?? theme.label}</a>
    </h3>
    <p class="soft small">{count(theme.count, 'jeu de données', 'jeux de données')}</p>
    {last && (
      <p class="small last">
        Le plus récent : <a href={`/donnees/${last.dataset.slug}`}>{last.dataset.title}</a>
        <br />
        <span class="soft">{[last.producerName, formatDate(last.dataset.updatedAt)].filter(Boolean).join(', ')}</span>
      </p>
    )}
  </li>
)
