import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { LEVEL_PATHS, type Level, ofPlace, type Place } from '../../territory/index.ts'
import { cardAt } from '../card-address.ts'
import type { ShownIndicator } from '../known-indicators.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { medianOf, type Ranked } from '../ranking.ts'
import { periodWords, statedText } from '../stated-words.ts'
import { PlacesMap, type PlacesMapProps } from './places-map.tsx'

export interface IndicatorPageProps {
  readonly site: Site
  readonly indicator: ShownIndicator
  readonly home: Place
  readonly level: Level
  readonly period: string
  readonly ranked: readonly Ranked[]
  /** True when only places of the portal's own territory are listed. */
  readonly inside: boolean
  readonly page: number
  readonly pages: number
  /** Those of the page shown. */
  readonly shown: readonly Ranked[]
  readonly contours: PlacesMapProps['contours']
  readonly layout: PlacesMapProps['layout']
}

const SENSES = {
  more: 'Un chiffre plus haut est en général une bonne nouvelle.',
  less: 'Un chiffre plus bas est en général une bonne nouvelle.',
  neither: 'Plus haut ou plus bas n’est ni bien ni mal.',
} as const

/** One indicator: what it is, where it comes from, what it does not say, and every place ranked at one date. */
export const IndicatorPage = (p: IndicatorPageProps) => {
  const { definition, record, edition } = p.indicator
  const address = (changes: Readonly<Record<string, string>>) => {
    const asked = { niveau: p.level, periode: p.period, ou: p.inside ? 'ici' : 'france', ...changes }
    return `/indicateurs/${definition.slug}?${new URLSearchParams(asked)}`
  }
  const median = medianOf(p.ranked)
  const known = p.ranked.filter(({ rank }) => rank !== null)
  const where = p.inside ? ofPlace(p.home) : 'de France'
  const levels = definition.levels.filter((level) => edition.levels.has(level))
  return (
    <Page
      site={p.site}
      title={definition.name}
      here="indicateurs"
      path={`/indicateurs/${definition.slug}`}
      image={`/images/indicateurs/${definition.slug}.png`}
      description={definition.definition}
      band={
        <PageHead
          trail={[['/indicateurs', 'Indicateurs']]}
          kicker={[<strong>{definition.subtheme}</strong>, definition.producer, periodWords(p.period)]}
          title={definition.name}
          lead={definition.definition}
        />
      }
    >
      <nav aria-label="Ce qui est montré" class="noprint">
        <dl class="picks">
          <dt>Lieux</dt>
          <dd>
            {levels.map((level) => (
              <Pick chosen={level === p.level} href={address({ niveau: level })} label={LEVEL_WORDS[level][1]} />
            ))}
          </dd>
          <dt>Date</dt>
          <dd>
            {edition.periods.map((period) => (
              <Pick chosen={period === p.period} href={address({ periode: period })} label={period} />
            ))}
          </dd>
          {INSIDE.has(p.level) && (
            <>
              <dt>Étendue</dt>
              <dd>
                <Pick chosen={p.inside} href={address({ ou: 'ici' })} label={p.site.territory} />
                <Pick chosen={!p.inside} href={address({ ou: 'france' })} label="Toute la France" />
              </dd>
            </>
          )}
        </dl>
      </nav>
      <div class="columns">
        <div>
          <h2>{`Les ${LEVEL_WORDS[p.level][1]} ${where}, ${periodWords(p.period)}`}</h2>
          {median !== null && known.length > 2 && (
            <p>
              {`La moitié des ${count(known.length, ...LEVEL_WORDS[p.level])} qui ont un chiffre sont au-dessus de ${statedText({ value: median, status: 'value' }, definition)}.`}
              {p.ranked.length > known.length &&
                ` ${count(p.ranked.length - known.length, 'lieu n’a', 'lieux n’ont')} pas de chiffre à cette date : la raison est dite à leur ligne.`}
            </p>
          )}
          {p.inside && <PlacesMap {...p} />}
          {p.shown.length === 0 ? (
            <Notice>
              <p>Aucun lieu n’a de chiffre ici à cette date : choisissez un autre niveau ou une autre date.</p>
            </Notice>
          ) : (
            <Ranking {...p} />
          )}
          <Pages {...p} address={address} />
        </div>
        <aside>
          <h2>Bien lire ce chiffre</h2>
          <p>{SENSES[definition.better]}</p>
          {definition.caveats.map((caveat) => (
            <p>{caveat}</p>
          ))}
          <h2>D’où il vient</h2>
          <p>
            {definition.producer}, {definition.updates}. Édition {record.number}, établie le{' '}
            {formatDate(record.builtAt.slice(0, 10))}.
          </p>
          <ul class="choices">
            {record.sources.map(({ slug, title }) => (
              <li>
                <a href={`/donnees/${slug}`}>
                  <span>{title}</span>
                </a>
              </li>
            ))}
            {definition.formulas.flatMap((formula) =>
              formula.kind === 'rows'
                ? []
                : [formula.of, ...(formula.kind === 'ratio' ? [formula.over] : [])].map((slug) => (
                    <li>
                      <a href={`/indicateurs/${slug}`}>
                        <span>Calculé à partir de « {slug} »</span>
                      </a>
                    </li>
                  )),
            )}
          </ul>
          <h2 class="noprint">Repartir avec les données</h2>
          <ul class="choices noprint">
            <li>
              <a href={`/api/v1/indicators/${definition.slug}/values.csv`}>
                <span>Toutes les valeurs, tous les lieux, toutes les dates (CSV)</span>
              </a>
            </li>
            <li>
              <a href={`/api/v1/indicators/${definition.slug}`}>
                <span>La définition en JSON</span>
              </a>
            </li>
          </ul>
        </aside>
      </div>
    </Page>
  )
}

const Ranking = ({ indicator, level, home, shown, ranked, period }: IndicatorPageProps) => {
  const { definition } = indicator
  const values = ranked.flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]))
  const most = Math.max(...values, 0)
  const last = period === indicator.edition.periods.at(-1)
  return (
    <table class="bars ranked">
      <caption class="hidden">{`${definition.name}, ${periodWords(period)}`}</caption>
      <colgroup>
        <col class="rank" />
        <col class="name" />
        <col />
        <col class="figure" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Rang</th>
          <th scope="col">Lieu</th>
          <td />
          <th scope="col">{definition.unit ?? definition.shortName}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <tr
            class={level === home.level && one.code === home.code ? 'here' : (one.value ?? 0) < 0 ? 'less' : undefined}
          >
            <td class="num">{one.rank === null ? '–' : formatNumber(one.rank)}</td>
            <th scope="row">
              <a href={`/territoires/${LEVEL_PATHS[level]}/${one.code}`}>{one.name}</a>
            </th>
            <td>
              {one.value !== null && most > 0 && (
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="bar" height="10" width={((Math.abs(one.value) / most) * 100).toFixed(1)} />
                </svg>
              )}
            </td>
            <td class="num">
              <a
                class="to-card"
                href={cardAt(definition.slug, { level, ...one, id: `${level}:${one.code}` }, last ? null : period)}
                title="En faire une carte"
              >
                {statedText(one, definition, false)}
                <span class="hidden"> : en faire une carte</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Levels of which the portal's territory holds several. */
const INSIDE: ReadonlySet<Level> = new Set(['commune', 'epci', 'arrondissement'])

const Pick = ({ chosen, href, label }: { readonly chosen: boolean; readonly href: string; readonly label: string }) =>
  chosen ? <strong>{label}</strong> : <a href={href}>{label}</a>

const Pages = ({
  page,
  pages,
  address,
}: IndicatorPageProps & { readonly address: (changes: Readonly<Record<string, string>>) => string }) =>
  pages < 2 ? null : (
    <nav aria-label="Pages de la liste" class="noprint">
      <ul class="facts">
        {page > 1 && (
          <li>
            <a rel="prev" href={address({ page: String(page - 1) })}>
              Page précédente
            </a>
          </li>
        )}
        <li aria-current="page">{`Page ${page} sur ${pages}`}</li>
        {page < pages && (
          <li>
            <a rel="next" href={address({ page: String(page + 1) })}>
              Page suivante
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
