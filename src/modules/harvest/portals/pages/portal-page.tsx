import { count, formatDate, formatNumber } from '../../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Pagination, type Site } from '../../../../web/index.ts'
import { licenceOf } from '../../../catalog/index.ts'
import type { ProposedCard } from '../entry-source.ts'
import { pageOf } from '../entry-source.ts'
import { CATALOGUE_WORDS } from '../list-catalogue.ts'
import type { Portal } from '../portal.ts'
import type { KnownEntry, PortalLook } from '../ports.ts'
import { readWords } from './portals-page.tsx'
import { formatted, isIn, missingToTake, VIEWS, type View, viewsOf } from './standing-words.ts'

export interface PortalPageProps {
  readonly site: Site
  readonly portal: Portal
  readonly retiredAt: string | null
  /** What the person who looks may do of the portal itself. */
  readonly may: { readonly edit: boolean; readonly retire: boolean }
  readonly look: PortalLook | undefined
  readonly entries: readonly KnownEntry[]
  readonly cardOf: (known: KnownEntry) => ProposedCard
  readonly view: View
  readonly page: number
  readonly doing: string | null
  readonly error: string | null
}

const PAGE = 50

/** One portal: what its catalogue proposes, what was taken, what is here already, what changed. */
export const PortalPage = (props: PortalPageProps) => {
  const { site, portal, retiredAt, may, look, entries, cardOf, view, page, doing, error } = props
  const ready = (one: KnownEntry) => Number(missingToTake(one, cardOf(one)) === null)
  // What can be taken with a tick comes first.
  const shown = entries
    .filter((one) => isIn(view, one))
    .toSorted((a, b) => (view === 'proposes' ? ready(b) - ready(a) : 0))
  const address = `/atelier/sources/portails/${portal.id}`
  const pages = Math.ceil(shown.length / PAGE)
  const some = shown.slice((page - 1) * PAGE, page * PAGE)
  return (
    <Page site={site} title={portal.title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
          ['/atelier/sources/portails', 'Portails'],
        ]}
        here={portal.title}
      />
      <h1>{portal.title}</h1>
      <p class="lead">
        {portal.note} {readWords(look)}
      </p>
      <ul class="facts">
        <li>
          <a href={portal.page} rel="noopener">
            Voir le site
          </a>
        </li>
        <li>{CATALOGUE_WORDS[portal.catalogue.kind]}</li>
        <li>tenu par {portal.producer.name}</li>
        {may.edit && (
          <li>
            <a href={`${address}/modifier`}>Modifier ce portail</a>
          </li>
        )}
      </ul>
      {error && (
        <Notice kind="bad" role="alert">
          {error}
        </Notice>
      )}
      {look?.failure && (
        <Notice kind="bad">
          <p>
            {look.failingSince && `Depuis le ${formatDate(look.failingSince)} : `}
            {look.failure}
          </p>
          <p>Ce qui était connu de ce portail reste, et ce qui a été repris est toujours en ligne.</p>
        </Notice>
      )}
      {look && <Reading look={look} />}
      {retiredAt !== null ? (
        <Retired {...{ address, retiredAt, mayRestore: may.retire }} />
      ) : doing !== null ? (
        <Notice role="status">Lecture en cours : « {doing} ». Rechargez la page pour suivre.</Notice>
      ) : (
        <form method="post" action={`${address}/lire`}>
          <p>
            <button type="submit" class={entries.length > 0 ? 'quiet' : ''}>
              Lire le catalogue maintenant
            </button>
          </p>
        </form>
      )}
      {entries.length > 0 && (
        <>
          <nav aria-label="Listes de ce portail">
            <ul class="tabs">
              {viewsOf(retiredAt !== null).map((one) => (
                <li>
                  <a href={`${address}?vue=${one}`} aria-current={one === view ? 'page' : undefined}>
                    {VIEWS[one]} ({formatNumber(entries.filter((entry) => isIn(one, entry)).length)})
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <h2>{VIEWS[view]}</h2>
          <p>{VIEW_WORDS[view]}</p>
          {some.length === 0 && <p>Rien dans cette liste pour l’instant.</p>}
          {view === 'proposes' && some.length > 0 ? (
            <form method="post" action={`${address}/reprendre`}>
              <EntryList {...props} entries={some} />
              {some.some((one) => ready(one) === 1) && (
                <p>
                  <button type="submit">Reprendre les jeux cochés</button>
                </p>
              )}
            </form>
          ) : (
            <EntryList {...props} entries={some} />
          )}
          <Pagination page={page} pages={pages} href={(n) => `${address}?vue=${view}&page=${n}`} />
        </>
      )}
      {may.retire && retiredAt === null && <RetireForm address={address} />}
    </Page>
  )
}

const Retired = ({
  address,
  retiredAt,
  mayRestore,
}: {
  readonly address: string
  readonly retiredAt: string
  readonly mayRestore: boolean
}) => (
  <Notice>
    <p>
      Ce portail est retiré depuis le {formatDate(retiredAt)} : son catalogue n’est plus lu. Ce qui en a été repris
      reste en ligne, et suivi.
    </p>
    {mayRestore && (
      <form method="post" action={`${address}/remettre`}>
        <p>
          <button type="submit" class="quiet">
            Remettre ce portail
          </button>
        </p>
      </form>
    )}
  </Notice>
)

const RetireForm = ({ address }: { readonly address: string }) => (
  <details class="plain">
    <summary>Ne plus suivre ce portail</summary>
    <form method="post" action={`${address}/retirer`}>
      <p>
        Son catalogue ne sera plus lu, et il ne proposera plus rien. Ce qui en a été repris reste en ligne, et suivi.
        Vous pourrez le remettre.
      </p>
      <p>
        <button type="submit" class="quiet">
          Retirer ce portail
        </button>
      </p>
    </form>
  </details>
)

const VIEW_WORDS: Readonly<Record<View, string>> = {
  'a-decider':
    'Ces jeux ressemblent à d’autres. Ouvrez chacun pour dire si c’est le même : on ne vous le demandera plus.',
  proposes:
    'Cochez ce que vous voulez reprendre. Chaque jeu coché devient une source : son fichier est lu, vérifié, puis suivi.',
  repris: 'Ces jeux sont moissonnés comme toutes les sources.',
  'deja-ici':
    'Ces jeux sont déjà dans notre catalogue. Ce portail en est une autre origine : rien n’est publié deux fois.',
  changes: 'Ce qui a bougé là-bas depuis la première lecture. Rien n’est effacé ici.',
}

const Reading = ({ look: { unreadable, whole, entries, readAt } }: { readonly look: PortalLook }) => {
  if (!readAt) return null
  return (
    <>
      {unreadable > 0 && (
        <p class="soft">{count(unreadable, 'jeu du catalogue n’a', 'jeux du catalogue n’ont')} pas pu être lus.</p>
      )}
      {!whole && <p class="soft">Seuls les {count(entries, 'premier jeu', 'premiers jeux')} ont été lus.</p>}
    </>
  )
}

const EntryList = ({
  portal,
  entries,
  view,
  cardOf,
}: Pick<PortalPageProps, 'portal' | 'entries' | 'view' | 'cardOf'>) => (
  <ul class="results">
    {entries.map((known) => (
      <OneEntry known={known} portal={portal} view={view} card={cardOf(known)} />
    ))}
  </ul>
)

const OneEntry = ({
  known,
  portal,
  view,
  card,
}: {
  readonly known: KnownEntry
  readonly portal: Portal
  readonly view: View
  readonly card: ProposedCard
}) => {
  const { entry, name } = known
  const missing = missingToTake(known, card)
  const address = `/atelier/sources/portails/${portal.id}/${name}`
  const tickable = view === 'proposes' && missing === null
  return (
    <li>
      {tickable ? (
        <h3>
          <label for={`jeu-${name}`}>
            <input type="checkbox" id={`jeu-${name}`} name={`jeu-${name}`} value="oui" /> {entry.title}
          </label>
        </h3>
      ) : (
        <h3>
          <a href={address}>{entry.title}</a>
        </h3>
      )}
      {view === 'a-decider' && <p>{known.doubts[0]?.reasons[0]}</p>}
      {view === 'changes' && known.vanishedAt && (
        <p>
          <span class="tag late">disparu le {formatDate(known.vanishedAt)}</span>
        </p>
      )}
      {view === 'changes' && known.changedAt && (
        <p>
          Changé le {formatDate(known.changedAt)} : {known.changes.join(' ')}
        </p>
      )}
      {view === 'deja-ici' && <p>{known.because[0]}</p>}
      <ul class="facts">
        {entry.publisher && <li>{entry.publisher}</li>}
        {entry.modified && formatted(entry.modified) && <li>changé le {formatted(entry.modified)}</li>}
        {card.licence !== null && <li>{licenceOf(card.licence)?.title}</li>}
        {view === 'proposes' && missing !== null && <li>{missing}</li>}
        {tickable && (
          <li>
            <a href={address}>
              Détails<span class="hidden"> : « {entry.title} »</span>
            </a>
          </li>
        )}
        <li>
          <a href={pageOf(portal, entry)} rel="nofollow ugc noopener">
            Voir sur le portail<span class="hidden"> : « {entry.title} »</span>
          </a>
        </li>
      </ul>
    </li>
  )
}
