import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site, Table } from '../../../web/index.ts'
import {
  type Definition,
  type IndicatorState,
  type IndicatorWithState,
  type Rebuilding,
  STATE_WORDS,
} from '../../indicator/index.ts'

export interface IndicatorsDeskProps {
  readonly site: Site
  readonly all: readonly IndicatorWithState[]
  /** The state whose indicators are listed; null for all. */
  readonly state: IndicatorState | null
  readonly rebuilding: Rebuilding | null
}

const STATES = Object.keys(STATE_WORDS) as readonly IndicatorState[]

/** Every indicator, where it stands, and the way to make one more. */
export const IndicatorsDeskPage = (p: IndicatorsDeskProps) => {
  const busy = p.rebuilding !== null && !p.rebuilding.over
  const listed = p.state === null ? p.all : p.all.filter(({ state }) => state === p.state)
  const named = new Map(p.all.map(({ definition }) => [definition.slug, definition.name]))
  const stale = p.all.filter(({ state }) => state === 'stale').length
  return (
    <Page site={p.site} title="Indicateurs" here="atelier" refresh={busy ? 2 : undefined}>
      <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Indicateurs" />
      <h1>Indicateurs</h1>
      <p class="lead">
        Un indicateur mesure une chose de la même façon dans chaque lieu. Faites-en un de n’importe quel jeu de données
        qui dit de quel lieu parle chaque ligne.
      </p>
      <p>
        <a class="button" href="/atelier/indicateurs/nouveau">
          Nouvel indicateur
        </a>{' '}
        <a href="/atelier/indicateurs/importer">Importer une définition</a>
      </p>
      {p.rebuilding && <RebuildingNotice {...p.rebuilding} />}
      {stale > 0 && !busy && (
        <form method="post" action="/atelier/indicateurs/reconstruire">
          <p>
            {count(stale, 'indicateur a', 'indicateurs ont')} des données plus récentes que ce qui est montré.{' '}
            <button type="submit" class="quiet">
              Reconstruire ce qui a changé
            </button>
          </p>
        </form>
      )}
      <nav aria-label="États des indicateurs">
        <ul class="tabs">
          <li>
            <a href="/atelier/indicateurs" aria-current={p.state === null ? 'page' : undefined}>
              Tous
            </a>
          </li>
          {STATES.map((state) => {
            const { length } = p.all.filter((one) => one.state === state)
            return length === 0 ? null : (
              <li>
                <a href={`/atelier/indicateurs?etat=${state}`} aria-current={p.state === state ? 'page' : undefined}>
                  {`${STATE_WORDS[state]} (${formatNumber(length)})`}
                </a>
              </li>
            )
          })}
        </ul>
      </nav>
      <Table caption={count(listed.length, 'indicateur')}>
        <thead>
          <tr>
            {['Indicateur', 'État', 'Édition montrée', 'Ce qu’il lit'].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((one) => (
            <tr>
              <th scope="row">
                <a href={`/atelier/indicateurs/${one.definition.slug}`}>{one.definition.name}</a>
              </th>
              <td class={one.state === 'refused' ? undefined : 'short'}>
                {STATE_WORDS[one.state]}
                {one.state === 'refused' &&
                  ` : ${one.refusal?.findings.find(({ weight }) => weight === 'refused')?.message ?? ''}`}
              </td>
              <td>
                {one.edition ? `${one.edition.number}, du ${formatDate(one.edition.builtAt.slice(0, 10))}` : 'aucune'}
              </td>
              <td>{readBy(one, named)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Page>
  )
}

const RebuildingNotice = ({ total, done, over }: Rebuilding) => {
  const of = (outcome: string) => done.filter((one) => one.outcome === outcome).length
  return over ? (
    <Notice kind={of('refused') > 0 ? 'bad' : 'good'} role="status">
      <p>
        {`Reconstruction finie : ${count(of('built') + of('again'), 'indicateur mis à jour', 'indicateurs mis à jour')}, ${count(of('refused'), 'refusé')}.`}
      </p>
    </Notice>
  ) : (
    <div role="status">
      <label for="avance">{`Reconstruction : ${formatNumber(done.length)} sur ${formatNumber(total)}`}</label>
      <progress id="avance" max={total} value={done.length} />
    </div>
  )
}

const readBy = ({ definition, edition }: IndicatorWithState, named: ReadonlyMap<string, string>): string => {
  const titles = new Map((edition?.sources ?? []).map(({ datasetId, slug, title }) => [datasetId, { slug, title }]))
  const known = [...titles.values()]
  return readNames(definition)
    .map((name) => titles.get(name)?.title ?? known.find(({ slug }) => slug === name)?.title ?? named.get(name) ?? name)
    .join(', ')
}

/** Datasets and indicators that a definition reads, by their names in addresses. */
const readNames = ({ formulas }: Definition): readonly string[] => [
  ...new Set(
    formulas.flatMap((formula) =>
      formula.kind === 'rows'
        ? [formula.dataset, ...(formula.overIndicator ? [formula.overIndicator.slug] : [])]
        : formula.kind === 'ratio'
          ? [formula.of, formula.over]
          : [formula.of],
    ),
  ),
]
