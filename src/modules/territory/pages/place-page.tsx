import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { ofName, type Place, placePath, titleOf } from '../place.ts'
import { leadSentences, leadText } from '../place-lead.ts'
import type { Surroundings, Whereabouts } from '../place-surroundings.ts'
import type { PlaceTold, TerritoryTool } from '../place-told.ts'
import { heirName, heirsLead } from '../place-words.ts'
import type { PopulationPoint } from '../ports.ts'
import { Datasets, hasDatasets } from './place-datasets.tsx'
import { PopulationFigures } from './place-figures.tsx'
import { History, hasHistory } from './place-history.tsx'
import { Members, Parts, Siblings } from './place-members.tsx'
import { NextSteps } from './place-next.tsx'
import { Population } from './place-population.tsx'
import { Touching, Where } from './place-where.tsx'

export interface PlacePageProps extends Surroundings {
  readonly site: Site
  readonly place: Place
  readonly population: readonly PopulationPoint[]
  /** Where the rows of the population can be read, when this portal has them. */
  readonly populationRows: string | null
  /** What indicators tell of it. */
  readonly told: PlaceTold | null
  /** Where it is; null for larger places. */
  readonly where: Whereabouts | null
  readonly tools: readonly TerritoryTool[]
  /** Datasets about it and no other. */
  readonly datasets: readonly { readonly href: string; readonly title: string }[]
  /** The portal's own département. */
  readonly home: string
  /** How the table of its communes is sorted: `nom`, `population` or a column; the largest first unless `rising`. */
  readonly order: { readonly by: string; readonly rising: boolean }
}

/** What a place is, in words, by its kind. */
export const KINDS: Readonly<Record<string, string>> = {
  'commune-actuelle': 'Commune',
  'commune-deleguee': 'Commune déléguée',
  'commune-associee': 'Commune associée',
  'ancienne-commune': 'Ancienne commune',
  'arrondissement-municipal': 'Arrondissement municipal',
  canton: 'Canton',
  'canton-partage': 'Canton',
  'canton-incertain': 'Canton',
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

/** A place: where and what it is, its large figures, what stands out, its themes, what holds it and what it holds. */
export const PlacePage = (p: PlacePageProps) => {
  const { place, told } = p
  const title = titleOf(place)
  const kind = KINDS[place.kind] ?? 'Lieu'
  const facts = { ...p, away: p.where?.away ?? null }
  const lead = [...leadSentences(facts), ...(told?.apart ? [told.apart] : [])].join(' ')
  return (
    <Page
      site={p.site}
      title={place.validUntil ? `${title}, ${kind.toLowerCase()}` : title}
      here="territoires"
      path={placePath(place)}
      image={`/images${placePath(place)}.png`}
      description={leadText(facts, kind)}
      band={
        <PageHead
          look="big"
          trail={[
            ['/territoires', 'Territoires'],
            ...[...p.containers]
              .reverse()
              .filter((c) => !['pays', 'arrondissement', 'canton'].includes(c.level))
              .filter((c) => place.level !== 'epci' || !p.where || c.id === p.where.departement.id)
              .map((c) => [placePath(c), titleOf(c)] as const),
          ]}
          kicker={[
            <strong>{kind}</strong>,
            `${place.level === 'epci' ? 'SIREN' : 'Code officiel'} ${place.code}`,
            ...(place.postcodes.length > 0
              ? [`${place.postcodes.length > 1 ? 'Codes postaux' : 'Code postal'} ${place.postcodes.join(', ')}`]
              : []),
          ]}
          title={title}
          lead={lead || null}
          beside={p.where && <Where place={place} where={p.where} />}
        />
      }
    >
      {p.successors.length > 0 && <Successors {...p} />}
      {told?.figures ?? <PopulationFigures {...p} />}
      <NextSteps {...p} />
      {told?.standing}
      <div class="columns">
        <Population {...p} />
        <Aside {...p} />
      </div>
      {told?.themes}
      {told?.share}
      <div class="columns half">
        <Touching {...p} />
        <Siblings {...p} />
      </div>
      <Parts {...p} />
      <Members {...p} />
      {hasDatasets(p) || hasHistory(p) ? (
        <div class="columns half">
          <div>
            <History {...p} />
            <Datasets {...p} />
          </div>
          <TakeAway {...p} />
        </div>
      ) : (
        <TakeAway {...p} />
      )}
    </Page>
  )
}

const Aside = ({ place, containers, shared }: PlacePageProps) => (
  <aside class="noprint">
    {containers.length > 0 && (
      <>
        <h2>
          {place.level !== 'epci'
            ? 'Fait partie de'
            : containers.length > 1
              ? 'Dans quels départements'
              : 'Dans quel département'}
        </h2>
        <ul class="choices holders">
          {containers.map((c) => (
            <li>
              <a href={placePath(c)}>
                <span>{titleOf(c)}</span>
                {place.level !== 'epci' && c.level !== 'arrondissement' && c.level !== 'canton' && (
                  <span class="n">{KINDS[c.kind] ?? ''}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </>
    )}
    {place.level === 'commune' && shared.length > 0 && <SharedBetween cantons={shared} />}
  </aside>
)

/** The same figures as files and addresses, for programs. Files go by code: a place whose heir kept its code has none of its own. */
const TakeAway = ({ place, populationRows, told, successors }: PlacePageProps) =>
  successors.some((heir) => heir.place.code === place.code) ? null : (
    <section aria-labelledby="repartir" class="noprint">
      <h2 id="repartir">Repartir avec les données</h2>
      <ul class="choices">
        {[
          ...(place.validUntil ? [] : filesOf(place, populationRows, told)),
          { href: `/api/v1/territories/${place.level}/${place.code}`, label: 'Ce lieu en JSON' },
        ].map(({ href, label }) => (
          <li>
            <a href={href}>
              <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

/** What a living place's figures are taken away as. */
const filesOf = (
  place: Place,
  populationRows: string | null,
  told: PlaceTold | null,
): readonly { readonly href: string; readonly label: string }[] => {
  const api = `/api/v1/territories/${place.level}/${place.code}`
  return [
    ...(populationRows ? [{ href: populationRows, label: 'Les lignes de la population' }] : []),
    ...(told?.formats ?? []),
    { href: `${api}/indicators.jsonstat`, label: 'Ses indicateurs en JSON-stat' },
    { href: `${api}/population`, label: 'Sa population en JSON' },
  ]
}

/** The cantons of a town that is split; our sources do not always name them all. */
const SharedBetween = ({ cantons }: { readonly cantons: readonly Place[] }) => (
  <p>
    {cantons.length > 1 ? 'Partagée entre les cantons ' : 'Une partie est dans le canton '}
    {cantons.map((canton, i) => (
      <>
        {i > 0 && (i === cantons.length - 1 ? ' et ' : ', ')}
        <a href={placePath(canton)}>{ofName(canton)}</a>
      </>
    ))}
    {cantons.length > 1 ? '.' : ' ; les sources de ce portail ne disent pas où est le reste.'}
  </p>
)

/** What a place that is no more became, and under what name it goes on. */
const Successors = ({ place, successors }: PlacePageProps) => {
  const heirs = successors.map(({ place: heir }) => heir)
  return (
    <Notice>
      <p>
        {heirsLead(place, heirs)}{' '}
        {heirs.map((heir, i) => (
          <>
            {i > 0 && (i === heirs.length - 1 ? ' et ' : ', ')}
            <a href={placePath(heir)}>{heirName(heir)}</a>
          </>
        ))}
        .
      </p>
      {PARTS[place.kind] && <p>{PARTS[place.kind]}</p>}
    </Notice>
  )
}

const PARTS: Readonly<Record<string, string>> = {
  'commune-deleguee': 'Elle garde son nom et un maire délégué, comme commune déléguée.',
  'commune-associee': 'Elle garde son nom et un maire délégué, comme commune associée.',
}
