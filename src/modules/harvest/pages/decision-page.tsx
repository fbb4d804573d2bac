import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site, Table } from '../../../web/index.ts'
import type { Dataset, Version } from '../../catalog/index.ts'
import type { Proposal } from '../ports.ts'
import type { Preflight } from '../preflight.ts'
import type { Source } from '../source.ts'
import { IndicatorMoves } from './indicator-moves.tsx'

export interface DecisionPageProps {
  readonly site: Site
  readonly proposal: Proposal
  readonly source: Source
  readonly dataset: Dataset
  /** The version that readers see. */
  readonly shown: Pick<Version, 'number' | 'createdAt'> | undefined
  readonly error: string | null
}

/** One decision: what was seen, what it may mean, what would change, and two buttons. */
export const DecisionPage = ({ site, proposal, source, dataset, shown, error }: DecisionPageProps) => {
  const { reasons, preflight, state } = proposal
  const first = preflight.rowsBefore === null
  const newer = shown && shown.createdAt > proposal.createdAt ? shown : undefined
  return (
    <Page site={site} title={`Décider : ${dataset.title}`} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
          [`/atelier/sources/${source.id}`, source.title],
        ]}
        here="Décision"
      />
      <h1>{dataset.title} : publier cette édition ?</h1>
      {error && (
        <Notice kind="bad" role="alert">
          {error}
        </Notice>
      )}
      <p class="lead">
        Un nouveau fichier est arrivé le {formatDate(proposal.createdAt)}.{' '}
        {reasons.length > 1 ? `${formatNumber(reasons.length)} choses surprennent.` : 'Une chose surprend.'}{' '}
        {first
          ? `Il a ${count(preflight.rowsAfter, 'ligne')}, et rien n’est encore publié dans ce jeu.`
          : !newer && 'Le public voit toujours l’édition d’avant.'}
      </p>
      {state === 'waiting' && newer && (
        <Notice>
          <p>
            Depuis, un autre fichier a été mis en ligne : la version {newer.number}, du {formatDate(newer.createdAt)}.
            Ce qui suit compare le fichier qui attend avec celui d’avant. Si vous le publiez, il remplace la version{' '}
            {newer.number}.
          </p>
        </Notice>
      )}
      <h2>Ce qui surprend</h2>
      <ol class="reasons">
        {reasons.map(({ sentence, meaning }) => (
          <li>
            <p>
              <strong>{sentence}</strong>
            </p>
            <p class="soft">{meaning}</p>
          </li>
        ))}
      </ol>
      {source.note && <p>À savoir de cette source : {source.note}</p>}
      {state === 'waiting' ? (
        <form method="post" action={`/atelier/sources/decisions/${proposal.id}`}>
          <input type="hidden" name="version" value={dataset.versionId ?? ''} />
          <p>
            <button type="submit" name="decision" value="refuser">
              {first ? 'Écarter ce fichier' : 'Garder l’édition d’avant'}
            </button>{' '}
            <button type="submit" name="decision" value="accepter" class="quiet">
              Publier quand même
            </button>
          </p>
          <p class="hint">
            Dans le doute, {first ? 'écartez-le' : 'gardez l’édition d’avant'} : le fichier suivant du producteur sera
            comparé de la même façon. Ce que vous publiez peut être retiré : les versions d’avant restent dans le jeu.
          </p>
        </form>
      ) : (
        <Notice role="status">
          {state === 'accepted' && 'Cette édition a été publiée.'}
          {state === 'refused' && 'Cette édition a été écartée.'}
          {state === 'replaced' &&
            'Un fichier plus récent a pris la place de celui-ci, ou la source laisse de côté une colonne qu’il contient.'}
        </Notice>
      )}
      {preflight.indicators && <IndicatorMoves site={site} moves={preflight.indicators} />}
      {!first && (
        <>
          <h2>Ce qui changerait dans le jeu</h2>
          <Changes preflight={preflight} />
        </>
      )}
      <p>
        <a href={`/atelier/jeux/${dataset.id}`}>Voir le jeu et ses versions</a>
      </p>
    </Page>
  )
}

const Changes = ({ preflight: p }: { readonly preflight: Preflight }) => {
  const names = (all: readonly string[]) => (all.length === 0 ? 'aucune' : all.join(', '))
  const rows: readonly (readonly [what: string, value: string])[] = [
    ['Lignes avant', p.rowsBefore === null ? 'aucune' : formatNumber(p.rowsBefore)],
    ['Lignes après', formatNumber(p.rowsAfter)],
    ['Lignes nouvelles', formatNumber(p.rowsAdded)],
    ['Lignes retirées', formatNumber(p.rowsRemoved)],
    [
      'Lignes dont une valeur change',
      p.rowsChanged === null ? 'non compté : rien ne relie les lignes' : formatNumber(p.rowsChanged),
    ],
    ['Colonnes nouvelles', names(p.columnsAdded)],
    ['Colonnes retirées', names(p.columnsRemoved)],
    ['Colonnes renommées', names(p.columnsRenamed.map(({ from, to }) => `${from} → ${to}`))],
    ...(p.columnsRetyped.length > 0
      ? [['Colonnes lues autrement', names(p.columnsRetyped.map(({ name }) => name))] as const]
      : []),
    ...(p.emptied.length > 0
      ? [['Colonnes moins remplies', names(p.emptied.map(({ column }) => column))] as const]
      : []),
    ...(p.places
      ? ([
          ['Lieux dans le fichier', formatNumber(p.places.after)],
          ['Lieux en plus', formatNumber(p.places.gained)],
          ['Lieux en moins', formatNumber(p.places.lost)],
          ['Lieux du territoire présents', `${formatNumber(p.places.homeThere)} sur ${formatNumber(p.places.home)}`],
        ] as const)
      : []),
  ]
  return (
    <>
      <Table caption="L’édition d’avant et la nouvelle">
        <tbody>
          {rows.map(([what, value]) => (
            <tr>
              <th scope="row">{what}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      {p.shifted.length > 0 && (
        <details>
          <summary>{count(p.shifted.length, 'colonne de nombres change', 'colonnes de nombres changent')}</summary>
          <Table caption="Valeur du milieu de chaque colonne">
            <thead>
              <tr>
                <th scope="col">Colonne</th>
                <th scope="col">Avant</th>
                <th scope="col">Après</th>
              </tr>
            </thead>
            <tbody>
              {p.shifted.map(({ column, before, after }) => (
                <tr>
                  <th scope="row">{column}</th>
                  <td class="num">{formatNumber(before)}</td>
                  <td class="num">{formatNumber(after)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </details>
      )}
    </>
  )
}
