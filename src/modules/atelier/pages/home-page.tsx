import { count, formatDate } from '../../../kernel/french.ts'
import { Notice, Page, Pagination, type Site, Table } from '../../../web/index.ts'
import { hasRole, type Person } from '../../access/index.ts'
import type { DatasetSummary, WaitingVersion } from '../../catalog/index.ts'
import type { Run } from '../../ingest/index.ts'
import type { FirstSourcesNotice } from '../deps.ts'

export const STATUS = { draft: 'brouillon', published: 'publié', archived: 'archivé' } as const
export const RUN_STATE = {
  queued: 'en attente',
  running: 'en cours',
  succeeded: 'réussie',
  failed: 'refusée',
  interrupted: 'interrompue',
} as const

export interface AtelierHomeProps {
  readonly site: Site
  readonly person: Person
  readonly items: readonly DatasetSummary[]
  readonly total: number
  readonly page: number
  readonly status: string
  readonly waiting: readonly WaitingVersion[]
  readonly runs: readonly Run[]
  readonly firstSources: FirstSourcesNotice | null
}

/** Where a portal that never asked anything of producers begins. */
const FirstSources = ({ firstSources: first }: AtelierHomeProps) =>
  first && (
    <Notice>
      <h2>Aucune source n’a encore été moissonnée</h2>
      <p>
        {first.offline
          ? 'Le portail n’a pas accès à internet, et aucun dossier n’en tient lieu. '
          : `${count(first.sources, 'source est prête', 'sources sont prêtes')} pour un bon début. `}
        <a href="/atelier/sources#premieres">
          {first.offline ? 'Comment lui apporter des données' : 'Voir lesquelles, et commencer'}
        </a>
      </p>
    </Notice>
  )

/** New versions of what is published, which readers do not see yet. */
const Waiting = ({ person, waiting }: AtelierHomeProps) =>
  waiting.length === 0 ? null : (
    <Notice>
      <h2>{hasRole(person, 'editor') ? 'À relire' : 'En attente d’un éditeur'}</h2>
      <ul>
        {waiting.map(({ datasetId, title, number }) => (
          <li>
            <a href={`/atelier/jeux/${datasetId}`}>{title}</a>, version {number}
          </li>
        ))}
      </ul>
    </Notice>
  )

/** The workshop: one main act, what waits, and every dataset. */
export const AtelierHomePage = (p: AtelierHomeProps) => (
  <Page site={p.site} title="Atelier" here="atelier">
    <h1>Bonjour {p.person.name}</h1>
    <p>
      {hasRole(p.person, 'contributor') && (
        <a class="button" href="/atelier/deposer">
          Déposer un fichier
        </a>
      )}
    </p>
    <FirstSources {...p} />
    <Waiting {...p} />
    <nav aria-label="Atelier">
      <ul class="tabs">
        {[
          ['', 'Tous'],
          ['draft', 'Brouillons'],
          ['published', 'Publiés'],
          ['archived', 'Archivés'],
        ].map(([status = '', label = '']) => (
          <li>
            <a
              href={status ? `/atelier?etat=${status}` : '/atelier'}
              aria-current={p.status === status ? 'page' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
        {hasRole(p.person, 'editor') && (
          <>
            <li>
              <a href="/atelier/indicateurs">Indicateurs</a>
            </li>
            <li>
              <a href="/atelier/organisations">Organisations</a>
            </li>
            <li>
              <a href="/atelier/sources">Sources</a>
            </li>
          </>
        )}
        {hasRole(p.person, 'administrator') && (
          <>
            <li>
              <a href="/atelier/personnes">Personnes</a>
            </li>
            <li>
              <a href="/atelier/journal">Journal</a>
            </li>
          </>
        )}
      </ul>
    </nav>
    {p.items.length === 0 ? (
      <p>Aucun jeu de données ici pour l’instant.</p>
    ) : (
      <Table caption={count(p.total, 'jeu de données', 'jeux de données')}>
        <thead>
          <tr>
            {['Titre', 'État', 'Producteur', 'Lignes', 'Dernier changement'].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.items.map(({ dataset, producerName, rowCount }) => (
            <tr>
              <th scope="row">
                <a href={`/atelier/jeux/${dataset.id}`}>{dataset.title}</a>
              </th>
              <td>{STATUS[dataset.status]}</td>
              <td>{producerName ?? 'à préciser'}</td>
              <td class="num">{rowCount === null ? '–' : count(rowCount, 'ligne')}</td>
              <td>{formatDate(dataset.updatedAt)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    )}
    <Pagination
      page={p.page}
      pages={Math.ceil(p.total / 30)}
      href={(page) => `/atelier?etat=${p.status}&page=${page}`}
    />
    {p.runs.length > 0 && (
      <>
        <h2>Derniers dépôts</h2>
        <ul>
          {p.runs.map((run) => (
            <li>
              <a href={`/atelier/depots/${run.id}`}>{run.fileName}</a> : lecture {RUN_STATE[run.state]}, le{' '}
              {formatDate(run.createdAt)}
            </li>
          ))}
        </ul>
      </>
    )}
    <form method="post" action="/deconnexion">
      <p>
        <a href="/atelier/mot-de-passe">Changer de mot de passe</a>{' '}
        <button type="submit" class="quiet">
          Se déconnecter
        </button>
      </p>
    </form>
  </Page>
)
