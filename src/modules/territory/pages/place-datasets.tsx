import { count } from '../../../kernel/french.ts'
import { articled } from '../place.ts'
import type { PlacePageProps } from './place-page.tsx'

/** Whether the page has datasets to list. */
export const hasDatasets = ({ datasets, told }: Pick<PlacePageProps, 'datasets' | 'told'>): boolean =>
  datasets.length + (told?.sources ?? []).length > 0

/** Datasets about this place alone, then those that the figures of the page come from. */
export const Datasets = ({ place, datasets, told }: PlacePageProps) => {
  const sources = told?.sources ?? []
  if (!hasDatasets({ datasets, told })) return null
  return (
    <section aria-labelledby="jeux" class={datasets.length === 0 ? 'noprint' : undefined}>
      <h2 id="jeux">Les jeux de données</h2>
      {datasets.length > 0 && (
        <>
          <h3>Sur {articled(place)}</h3>
          <ul>
            {datasets.map(({ href, title }) => (
              <li>
                <a href={href}>{title}</a>
              </li>
            ))}
          </ul>
          <p>
            <a href={`/donnees?territoire=${encodeURIComponent(place.id)}`}>Les voir dans le catalogue</a>
          </p>
        </>
      )}
      {sources.length > 0 && (
        <details class="plain" open={datasets.length === 0}>
          <summary>
            D’où viennent les chiffres de cette page : {count(sources.length, 'jeu de données', 'jeux de données')}
          </summary>
          <ul>
            {sources.map(({ href, title, producer }) => (
              <li>
                <a href={href}>{title}</a> <span class="soft">({producer})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
