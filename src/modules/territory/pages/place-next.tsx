import { isOfWholeCommunes, placePath } from '../place.ts'
import { hasDatasets } from './place-datasets.tsx'
import type { PlacePageProps } from './place-page.tsx'

/** Where to go on from here: places like it, its data, the territory's other tools. */
export const NextSteps = ({ place, datasets, told, tools, where, divisions, site, home }: PlacePageProps) => (
  <nav class="next noprint" aria-label="Et maintenant ?">
    {place.level === 'pays' && (
      <a class="button" href={placePath(homeOf(home, site.territory))}>
        La page {site.ofTerritory}
      </a>
    )}
    {place.level === 'pays' && divisions.length > 1 && (
      <a class="button quiet" href="#divisions">
        Ses régions
      </a>
    )}
    {told?.compare && (
      <a class="button" href={told.compare}>
        Comparer à ses pairs
      </a>
    )}
    {told?.compare && where && where.touching.length > 0 && (
      <a class="button quiet" href={told.compareWith(where.touching)}>
        {place.level === 'canton' ? 'Comparer à ses voisins' : 'Comparer à ses voisines'}
      </a>
    )}
    {isOfWholeCommunes(place) && !place.validUntil && (
      <a class="button quiet" href={`${placePath(place)}.pdf`} type="application/pdf">
        Fiche à imprimer (PDF, 2 pages)
      </a>
    )}
    {hasDatasets({ datasets, told }) && (
      <a class="button quiet" href="#jeux">
        Ses jeux de données
      </a>
    )}
    {tools.map(({ label, href, says }) => (
      <a class="tool" href={href}>
        <strong>{label}</strong>
        <span>{says}</span>
      </a>
    ))}
  </nav>
)

/** The portal's own territory, as addresses name it. */
const homeOf = (id: string, name: string) => ({
  ...{ id, name, level: 'departement' as const },
  code: id.slice(id.indexOf(':') + 1),
})
