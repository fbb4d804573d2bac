import type { ComponentChildren } from 'preact'
import { KeyFigures, Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { Locator } from '../../figure/index.ts'
import { ofPlace, type Place, placePath, titleOf } from '../place.ts'
import { populationSentence, type Rank, rankSentence, sinceWords } from '../place-words.ts'
import type { PlaceLink, PopulationPoint } from '../ports.ts'
import type { Tile } from '../tile-layout.ts'
import { keyFigures } from './place-figures.ts'
import { History } from './place-history.tsx'
import { Members, Parts, Siblings } from './place-members.tsx'
import { Population } from './place-population.tsx'

export interface PlacePageProps {
  readonly site: Site
  readonly place: Place
  readonly containers: readonly Place[]
  /** Communes that it holds. */
  readonly members: readonly Place[]
  /** Smaller territories that it holds or meets: EPCI of a département, départements of a région. */
  readonly divisions: readonly Place[]
  /** Communes of the same EPCI, the place included. */
  readonly siblings: readonly Place[]
  /** Its place among the communes of its EPCI and of its département. */
  readonly ranks: readonly Rank[]
  /** Former communes that are now a part of it, with a mayor of their own. */
  readonly parts: readonly Place[]
  readonly predecessors: readonly PlaceLink[]
  readonly successors: readonly PlaceLink[]
  readonly population: readonly PopulationPoint[]
  /** Where the rows of the population can be read, when this portal has them. */
  readonly populationRows: string | null
  /** What indicators tell of it. */
  readonly indicators: ComponentChildren
  /** Tiles of its département, and its own among them. */
  readonly where: {
    readonly departement: Place
    readonly here: ReadonlySet<string>
    readonly tiles: readonly Tile[]
  } | null
  readonly sort: 'nom' | 'population'
}

/** What a place is, in words, by its kind. */
export const KINDS: Readonly<Record<string, string>> = {
  'commune-actuelle': 'Commune',
  'commune-deleguee': 'Commune déléguée',
  'commune-associee': 'Commune associée',
  'ancienne-commune': 'Ancienne commune',
  'arrondissement-municipal': 'Arrondissement municipal',
  canton: 'Canton',
  arrondissement: 'Arrondissement',
  departement: 'Département',
  region: 'Région',
  pays: 'Pays',
  CC: 'Intercommunalité',
  CA: 'Intercommunalité',
  CU: 'Intercommunalité',
  METRO: 'Métropole',
  METLYON: 'Métropole',
  MET69: 'Métropole',
  MET75: 'Métropole',
}

/** A place: who it is, how many people live there through the years, what holds it and what it holds. */
export const PlacePage = (p: PlacePageProps) => {
  const { place } = p
  const sentence = populationSentence(place, p.population)
  const wide = p.ranks.find((rank) => rank.container.level === 'departement')
  const title = titleOf(place)
  const figures = keyFigures(p)
  return (
    <Page
      site={p.site}
      title={place.validUntil ? `${title}, ${(KINDS[place.kind] ?? 'lieu').toLowerCase()}` : title}
      here="territoires"
      path={placePath(place)}
      image={`/images${placePath(place)}.png`}
      description={
        sentence ??
        `${KINDS[place.kind] ?? 'Lieu'} : ${title}. Ce que les données ouvertes en disent, avec leurs sources.`
      }
      band={
        <PageHead
          look="big"
          trail={[
            ['/territoires', 'Territoires'],
            ...[...p.containers]
              .reverse()
              .filter((c) => c.level !== 'pays' && c.level !== 'arrondissement')
              .map((c) => [placePath(c), titleOf(c)] as const),
          ]}
          kicker={[
            <strong>{KINDS[place.kind] ?? place.kind}</strong>,
            `${place.level === 'epci' ? 'SIREN' : 'Code officiel'} ${place.code}`,
            ...(place.postcodes.length > 0
              ? [`${place.postcodes.length > 1 ? 'Codes postaux' : 'Code postal'} ${place.postcodes.join(', ')}`]
              : []),
          ]}
          title={title}
          lead={sentence && `${sentence}${wide ? ` ${rankSentence(wide)}` : ''}`}
        />
      }
    >
      {p.successors.length > 0 && <Successors {...p} />}
      <p class="noprint">
        <a class="button quiet" href={`${placePath(place)}.pdf`} type="application/pdf">
          Fiche à imprimer (PDF, 2 pages)
        </a>
      </p>
      {figures.length > 0 && (
        <>
          <h2 class="hidden">En quelques chiffres</h2>
          <KeyFigures items={figures} />
        </>
      )}
      <div class="columns">
        <div>
          <Population {...p} />
          {p.indicators}
          <Siblings {...p} />
          <Parts {...p} />
          <Members {...p} />
          <History {...p} />
        </div>
        <Around {...p} />
      </div>
    </Page>
  )
}

const Around = ({ place, containers, populationRows, where }: PlacePageProps) => (
  <aside>
    <h2>{place.level === 'pays' ? 'Aller plus loin' : 'Où est-ce ?'}</h2>
    {where && (
      <Locator
        label={`${titleOf(place)} parmi les communes ${ofPlace(where.departement)} : un carré par commune.`}
        tiles={where.tiles}
        here={where.here}
      />
    )}
    {containers.length > 0 && (
      <ul class="choices">
        {containers.map((c) => (
          <li>
            <a href={placePath(c)}>
              <span>{titleOf(c)}</span>
              {c.level !== 'arrondissement' && <span class="n">{KINDS[c.kind] ?? ''}</span>}
            </a>
          </li>
        ))}
      </ul>
    )}
    <h2 class="noprint">Repartir avec les données</h2>
    <ul class="choices noprint">
      {populationRows && (
        <li>
          <a href={populationRows}>
            <span>Les lignes de la population</span>
          </a>
        </li>
      )}
      <li>
        <a href={`/donnees?territoire=${encodeURIComponent(place.id)}`}>
          <span>Les jeux de données {ofPlace(place)}</span>
        </a>
      </li>
      <li>
        <a href={`/api/v1/territories/${place.level}/${place.code}`}>
          <span>Cette page en JSON</span>
        </a>
      </li>
      <li>
        <a href={`/api/v1/territories/${place.level}/${place.code}/indicators.jsonstat`}>
          <span>Tous ses indicateurs en JSON-stat</span>
        </a>
      </li>
      <li>
        <a href={`/api/v1/territories/${place.level}/${place.code}/population`}>
          <span>La population en JSON</span>
        </a>
      </li>
    </ul>
  </aside>
)

/** What a place that is no more became, and under what name it goes on. */
const Successors = ({ place, successors }: PlacePageProps) => {
  const heirs = successors.map(({ place: heir }, i) => (
    <>
      {i > 0 && ', '}
      <a href={placePath(heir)}>{titleOf(heir)}</a>
    </>
  ))
  const since = sinceWords(place.validUntil, place.untilAfter)
  if (place.level !== 'commune')
    return (
      <Notice>
        <p>
          {titleOf(place)} n’existe plus{since && ` ${since}`} : la plupart de ses communes ont rejoint {heirs}.
        </p>
      </Notice>
    )
  return (
    <Notice>
      <p>
        {titleOf(place)} n’est plus une commune de plein exercice{since && ` ${since}`} : son territoire fait partie de
        la commune {heirs}.
      </p>
      {PARTS[place.kind] && <p>{PARTS[place.kind]}</p>}
    </Notice>
  )
}

const PARTS: Readonly<Record<string, string>> = {
  'commune-deleguee': 'Elle garde son nom et un maire délégué, comme commune déléguée.',
  'commune-associee': 'Elle garde son nom et un maire délégué, comme commune associée.',
}
