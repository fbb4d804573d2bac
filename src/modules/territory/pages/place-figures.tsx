import { formatNumber } from '../../../kernel/french.ts'
import { KeyFigures } from '../../../web/index.ts'
import { ofPlace } from '../place.ts'
import { ordinal, percentChange } from '../place-words.ts'
import type { PlacePageProps } from './place-page.tsx'

interface Figure {
  readonly value: string
  readonly label: string
  readonly source: string
}

const CODES = 'INSEE et DGCL, code officiel géographique 2026'

/** The large figures of a place while no indicator tells of it: its people and its communes. */
export const PopulationFigures = (p: PlacePageProps) => {
  const items = keyFigures(p)
  return items.length === 0 ? null : (
    <>
      <h2 class="hidden">En quelques chiffres</h2>
      <KeyFigures items={items} />
    </>
  )
}

const keyFigures = (p: PlacePageProps): readonly Figure[] => {
  const { place, population, members, containers, ranks } = p
  const [first, last] = [population[0], population[population.length - 1]]
  const figures: Figure[] = []
  if (last)
    figures.push({
      value: formatNumber(last.value),
      label: `habitants en ${last.year} (population municipale)`,
      source: last.source,
    })
  if (first && last && first.year < last.year && first.value > 0)
    figures.push({
      value: percentChange(first.value, last.value),
      label: `d’habitants entre ${first.year} et ${last.year}`,
      source: `INSEE, populations légales ${first.year} et ${last.year}`,
    })
  const epci = containers.find((c) => c.level === 'epci')
  if (epci?.population && place.population && epci.population.year === place.population.year)
    figures.push({
      value: `${formatNumber((place.population.value / epci.population.value) * 100, 1)}\u00A0%`,
      label: `des habitants ${ofPlace(epci)}`,
      source: `INSEE, populations légales ${epci.population.year}`,
    })
  for (const { container, rank, total } of ranks.filter((r) => r.container.level === 'departement'))
    figures.push({
      value: ordinal(rank),
      label: `commune ${ofPlace(container)} par le nombre d’habitants, sur ${formatNumber(total)}`,
      source: place.population?.source ?? CODES,
    })
  if (members.length > 0)
    figures.push({
      value: formatNumber(members.length),
      label: members.length > 1 ? 'communes' : 'commune',
      source: CODES,
    })
  const middle = median(members.flatMap((m) => (m.population ? [m.population.value] : [])))
  if (middle !== null && members.length > 4)
    figures.push({
      value: formatNumber(middle, 0),
      label: 'habitants dans la commune du milieu : la moitié des communes en ont moins, la moitié plus',
      source: last?.source.replace(/ \(.*/, '') ?? CODES,
    })
  return figures
}

const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
