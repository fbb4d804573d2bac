import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site, Table } from '../../../web/index.ts'
import { type AuditEntry, actInWords } from '../../access/index.ts'
import {
  type DefinitionChange,
  type EditionRecord,
  IndicatorFindings,
  type IndicatorWithState,
  LEVEL_WORDS,
  type ReachedLevel,
  STATE_WORDS,
  sourcesOf,
} from '../../indicator/index.ts'

export interface IndicatorDeskProps {
  readonly site: Site
  readonly one: IndicatorWithState
  readonly shown: number | null
  readonly editions: readonly EditionRecord[]
  readonly changes: readonly DefinitionChange[]
  readonly dependents: readonly string[]
  readonly trail: readonly AuditEntry[]
  /** Names of people by identifier, and of indicators by slug. */
  readonly names: ReadonlyMap<string, string>
  readonly named: ReadonlyMap<string, string>
  readonly error: string | null
  readonly done: string | null
}

/** One indicator in the back office: where it stands, what it reads, its editions, and what one may do. */
export const IndicatorDeskPage = (p: IndicatorDeskProps) => {
  const { one } = p
  const { definition, state } = one
  const path = `/atelier/indicateurs/${definition.slug}`
  return (
    <Page site={p.site} title={p.error ? `Erreur – ${definition.name}` : definition.name} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/indicateurs', 'Indicateurs'],
        ]}
        here={definition.name}
      />
      <h1>{definition.name}</h1>
      {p.error && (
        <Notice kind="bad" role="alert">
          <p>{p.error}</p>
        </Notice>
      )}
      {p.done && (
        <Notice kind={state === 'refused' ? '' : 'good'} role="status">
          <p>{p.done}</p>
        </Notice>
      )}
      <p class="lead">{definition.definition}</p>
      <dl class="terms">
        <dt>État</dt>
        <dd>{STATE_WORDS[state]}</dd>
        <dt>Origine</dt>
        <dd>
          {one.madeBy === null
            ? 'livré avec le portail'
            : `fait à l’atelier, modifié le ${formatDate(one.updatedAt.slice(0, 10))} par ${p.names.get(one.madeBy) ?? one.madeBy}`}
        </dd>
        <dt>Ce qu’il lit</dt>
        <dd>
          <Read {...p} />
        </dd>
        {p.dependents.length > 0 && (
          <>
            <dt>Sert à calculer</dt>
            <dd>
              <Links slugs={p.dependents} named={p.named} />
            </dd>
          </>
        )}
      </dl>
      {state === 'refused' && one.refusal && (
        <Notice kind="bad">
          <h2>Pourquoi la dernière construction est refusée</h2>
          <IndicatorFindings findings={one.refusal.findings} />
          <p>
            {one.edition
              ? 'L’édition d’avant reste montrée. Corrigez les lignes ou la définition, puis reconstruisez.'
              : 'Corrigez les lignes ou la définition, puis reconstruisez.'}
          </p>
        </Notice>
      )}
      <ul class="acts">
        {one.edition && state !== 'withdrawn' && (
          <li>
            <a class="button quiet" href={`/indicateurs/${definition.slug}`}>
              Voir la page publique
            </a>
          </li>
        )}
        {one.madeBy !== null && (
          <li>
            <a class="button quiet" href={`${path}/modifier`}>
              Modifier
            </a>
          </li>
        )}
        <li>
          <a class="button quiet" href={`${path}/definition.json`}>
            Télécharger la définition
          </a>
        </li>
        {state !== 'withdrawn' && <Act action={`${path}/reconstruire`} label="Reconstruire" />}
        {state === 'withdrawn' ? (
          <Act action={`${path}/remettre`} label="Remettre" />
        ) : (
          <Act action={`${path}/retirer`} label="Retirer" look="quiet" />
        )}
      </ul>
      {one.madeBy === null && (
        <p>
          Cette définition vient avec le portail et suit ses mises à jour. Pour la changer, téléchargez-la, donnez-lui
          un autre nom d’adresse, puis importez-la.
        </p>
      )}
      <h2>Les éditions gardées</h2>
      {p.editions.length === 0 ? <p>Aucune pour l’instant.</p> : <Editions {...p} path={path} />}
      {p.changes.length > 0 && (
        <>
          <h2>Les états de la définition</h2>
          <ol class="timeline">
            {p.changes.map(({ number, who, at }) => (
              <li>
                <time dateTime={at}>{formatDate(at.slice(0, 10))}</time>
                {`État ${number}, par ${p.names.get(who) ?? who}`}
              </li>
            ))}
          </ol>
        </>
      )}
      {p.trail.length > 0 && (
        <>
          <h2>Qui a fait quoi</h2>
          <ol class="timeline">
            {p.trail.map(({ at, who, what, details }) => (
              <li>
                <time dateTime={at.toISOString()}>{formatDate(at)}</time>
                {`${at.toISOString().slice(11, 16)}, ${p.names.get(who) ?? who} ${actInWords(what)}${typeof details.edition === 'number' ? ` (édition ${details.edition})` : ''}`}
              </li>
            ))}
          </ol>
        </>
      )}
    </Page>
  )
}

const Act = ({
  action,
  label,
  look = 'quiet',
}: {
  readonly action: string
  readonly label: string
  readonly look?: string
}) => (
  <li>
    <form method="post" action={action}>
      <button type="submit" class={look}>
        {label}
      </button>
    </form>
  </li>
)

const Read = ({ one, named }: IndicatorDeskProps) => {
  const sources = one.edition?.sources ?? []
  const slugs = sourcesOf(one.definition)
  const waited = one.definition.formulas.flatMap((formula) =>
    formula.kind === 'rows' && !sources.some(({ datasetId, slug }) => [datasetId, slug].includes(formula.dataset))
      ? [formula.dataset]
      : [],
  )
  return (
    <ul class="bare">
      {sources.map(({ slug, title, number }) => (
        <li>
          <a href={`/donnees/${slug}?version=${number}`}>{title}</a>
          {`, version ${number}`}
        </li>
      ))}
      {waited.map((name) => (
        <li>{`« ${name} »`}</li>
      ))}
      {slugs.length > 0 && (
        <li>
          <Links slugs={slugs} named={named} />
        </li>
      )}
    </ul>
  )
}

const Links = ({
  slugs,
  named,
}: {
  readonly slugs: readonly string[]
  readonly named: ReadonlyMap<string, string>
}) => (
  <>
    {slugs.map((slug, i) => (
      <>
        {i > 0 && ', '}
        <a href={`/atelier/indicateurs/${slug}`}>{named.get(slug) ?? slug}</a>
      </>
    ))}
  </>
)

const Editions = ({ editions, shown, path }: IndicatorDeskProps & { readonly path: string }) => (
  <Table caption={count(editions.length, 'édition')}>
    <thead>
      <tr>
        {['Édition', 'Lieux qui ont un chiffre', 'Versions lues', 'Comparer', 'Montrer'].map((label) => (
          <th scope="col">{label}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {editions.map((edition, i) => (
        <tr>
          <th scope="row">{`Édition ${edition.number}, ${formatDate(edition.builtAt.slice(0, 10))}, ${edition.builtAt.slice(11, 16)}`}</th>
          <td>{countsWords(edition.counts)}</td>
          <td>{edition.sources.map(({ title, number }) => `${title}, version ${number}`).join(' ; ') || '–'}</td>
          <td>
            {editions[i + 1] ? (
              <a href={`${path}/editions/${edition.number}`}>
                {`Avec la ${formatNumber(editions[i + 1]?.number ?? 0)}`}
                <span class="hidden">{`, depuis l’édition ${edition.number}`}</span>
              </a>
            ) : (
              'première'
            )}
          </td>
          <td>
            {edition.number === shown ? (
              <strong>Montrée</strong>
            ) : (
              <form method="post" action={`${path}/editions/${edition.number}`}>
                <button type="submit" class="quiet">
                  Montrer
                  <span class="hidden">{` l’édition ${edition.number}`}</span>
                </button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </Table>
)

const countsWords = (counts: EditionRecord['counts']): string =>
  (Object.keys(LEVEL_WORDS) as readonly ReachedLevel[])
    .flatMap((level) => (counts[level] ? [count(counts[level], ...LEVEL_WORDS[level])] : []))
    .join(', ') || 'aucun'
