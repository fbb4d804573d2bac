import { count } from '../../../kernel/french.ts'
import { Notice } from '../../../web/index.ts'
import type { StartProposal } from '../first-start.ts'

/** What a portal that never harvested may begin with, or how to bring it files when it has no network. */
export const StartSection = ({
  start,
  ofTerritory,
}: {
  readonly start: StartProposal
  readonly ofTerritory: string
}) => (
  <section aria-labelledby="premieres">
    <h2 id="premieres">Vos premières données</h2>
    {start.kind === 'offline' ? (
      <Notice>
        <p>
          Le portail n’a pas accès à internet : il marche avec ce qui est fourni avec lui (lieux, populations, codes
          postaux).
        </p>
        <p>
          Pour lui apporter le reste, sur une machine qui a internet, lancez <code>icauna harvest pack DOSSIER</code> ;
          copiez ce dossier ici, puis redémarrez avec le réglage <code>HARVEST_FOLDER=DOSSIER</code>.
        </p>
      </Notice>
    ) : (
      <p>
        Rien n’a encore été moissonné. Ces {count(start.sources.length, 'source')} sont un bon début pour le portail{' '}
        {ofTerritory} ; les autres attendront que vous les vouliez.
      </p>
    )}
    {start.kind === 'ready' && (
      <details>
        <summary>Voir lesquelles</summary>
        <ul class="places">
          {start.sources.map(({ id, title }) => (
            <li>
              <a href={`/atelier/sources/${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </details>
    )}
    <form method="post" action="/atelier/sources/premieres">
      <p>
        <button type="submit" class={start.kind === 'offline' ? 'quiet' : undefined}>
          {start.kind === 'offline'
            ? 'Chercher le réseau à nouveau'
            : `Moissonner ces ${count(start.sources.length, 'source')}`}
        </button>
      </p>
    </form>
  </section>
)
