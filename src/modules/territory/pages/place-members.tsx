import { count, formatNumber } from '../../../kernel/french.ts'
import { RankedBars } from '../../figure/index.ts'
import { articled, capital, isOfWholeCommunes, ofPlace, type Place, placePath, titleOf } from '../place.ts'
import { ordinal } from '../place-words.ts'
import { MembersTable } from './members-table.tsx'
import type { PlacePageProps } from './place-page.tsx'

const byPopulation = (places: readonly Place[]): readonly Place[] =>
  places.toSorted((a, b) => (b.population?.value ?? -1) - (a.population?.value ?? -1))

const barsOf = (places: readonly Place[], here: Place | null) =>
  places.flatMap((place) =>
    place.population
      ? [
          {
            label: titleOf(place),
            value: place.population.value,
            href: placePath(place),
            here: place.id === here?.id,
          },
        ]
      : [],
  )

const SHOWN = 12

/** A commune beside the others of its EPCI: the largest, and itself wherever it stands. */
export const Siblings = ({ place, siblings, containers }: PlacePageProps) => {
  const epci = containers.find((c) => c.level === 'epci')
  const sorted = byPopulation(siblings).filter((s) => s.population)
  if (!epci || sorted.length < 2) return null
  const head = sorted.slice(0, SHOWN)
  const shown = head.some((s) => s.id === place.id) ? head : [...head, ...sorted.filter((s) => s.id === place.id)]
  const rank = sorted.findIndex((s) => s.id === place.id) + 1
  return (
    <section aria-labelledby="voisines">
      <h2 id="voisines">Dans {articled(epci)}</h2>
      <RankedBars
        title={rank > SHOWN || sorted.length > SHOWN ? 'Ses communes les plus peuplées' : 'Ses communes'}
        sentence={`${capital(articled(epci))} réunit ${count(siblings.length, 'commune')}.${
          rank === 0
            ? ''
            : ` ${titleOf(place)} y est ${rank === 1 ? 'la plus peuplée' : `la ${ordinal(rank)} par le nombre d’habitants`}.`
        }`}
        source={`INSEE, populations légales ${place.population?.year ?? ''} ; DGCL, intercommunalités 2026`}
        unit={null}
        heads={['Commune', 'Habitants']}
        bars={barsOf(shown, place)}
      />
      {shown.length < sorted.length && (
        <p>
          <a href={`${placePath(epci)}?tri=population`}>Voir les {formatNumber(siblings.length)} communes</a>
        </p>
      )}
    </section>
  )
}

const DIVISIONS: Readonly<Partial<Record<Place['level'], readonly [one: string, several: string, rest: string]>>> = {
  epci: [
    'intercommunalité',
    'intercommunalités',
    ' y ont au moins une commune. Certaines dépassent ses limites : leur population est comptée en entier.',
  ],
  departement: ['département', 'départements', '.'],
  region: ['région', 'régions', '.'],
}

/** The EPCI of a département, the départements of a région, the régions of the country. */
export const Parts = ({ place, divisions }: PlacePageProps) => {
  const bars = barsOf(byPopulation(divisions), null)
  const words = divisions[0] && DIVISIONS[divisions[0].level]
  if (bars.length < 2 || !words) return null
  const [one, several, rest] = words
  return (
    <section aria-labelledby="divisions">
      <h2 id="divisions">{`Les ${several}`}</h2>
      <RankedBars
        title={`${capital(several)} ${ofPlace(place)}, par nombre d’habitants`}
        sentence={`${count(divisions.length, one)}${rest}`}
        source={`${divisions[0]?.population?.source ?? 'INSEE'}${several === 'intercommunalités' ? ' ; DGCL, intercommunalités 2026' : ''}`}
        unit={null}
        heads={[capital(one), 'Habitants']}
        bars={bars}
      />
    </section>
  )
}

/** A longer list is folded under its largest communes. */
const FOLDED = 60

/** Every commune of a territory, sorted as the reader asks. A région is told by its départements. */
export const Members = (p: PlacePageProps) => {
  const { place, members, order, told } = p
  if (members.length === 0 || place.level === 'region') return null
  const short = members.length <= FOLDED
  const canton = place.level === 'canton'
  return (
    <section aria-labelledby="communes">
      <h2 id="communes">
        {members.length === 1 ? 'La commune' : `Les ${count(members.length, 'commune')}`}
        {!isOfWholeCommunes(place) && (members.length === 1 ? ' entière' : ' entières')}
      </h2>
      {canton && (
        <p>
          Les cantons d’aujourd’hui datent des élections départementales de mars 2015 ; les communes sont celles du code
          officiel géographique de 2026 (INSEE).
        </p>
      )}
      {told?.membersMap}
      {short ? (
        <MembersTable {...p} />
      ) : (
        <>
          <RankedBars
            title="Les plus peuplées"
            sentence={`${SHOWN} communes ${ofPlace(place)}, par nombre d’habitants.`}
            source={members[0]?.population?.source ?? 'INSEE, populations légales'}
            unit={null}
            heads={['Commune', 'Habitants']}
            bars={barsOf(byPopulation(members).slice(0, SHOWN), null)}
          />
          <details class="plain" open={order.by !== 'nom'}>
            <summary>Voir toutes les communes</summary>
            <MembersTable {...p} />
          </details>
        </>
      )}
    </section>
  )
}
