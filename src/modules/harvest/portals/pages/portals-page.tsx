import { count, formatDate } from '../../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site } from '../../../../web/index.ts'
import type { LocalPortal } from '../local-portals.ts'
import { followedPortals } from '../local-portals.ts'
import type { Portal } from '../portal.ts'
import type { KnownEntry, PortalLook } from '../ports.ts'
import { countsOf } from './standing-words.ts'

export interface PortalsPageProps {
  readonly site: Site
  readonly known: readonly LocalPortal[]
  readonly looks: readonly PortalLook[]
  readonly entries: readonly KnownEntry[]
  /** The portal whose catalogue is being read, if there is one. */
  readonly doing: string | null
  readonly mayAdd: boolean
}

/** The portals of the territory: when each was read, what waits for a person. */
export const PortalsPage = ({ site, known, looks, entries, doing, mayAdd }: PortalsPageProps) => {
  const portals = followedPortals(known)
  const retired = known.filter(({ retiredAt }) => retiredAt !== null)
  return (
    <Page site={site} title="Portails du territoire" here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
        ]}
        here="Portails du territoire"
      />
      <h1>Les portails du territoire</h1>
      <p class="lead">
        Des communes, des intercommunalités et d’autres organismes publient déjà des données ailleurs. Leurs catalogues
        sont lus ici ; vous cochez ce que vous voulez reprendre. Un jeu que nous avons déjà est reconnu : il n’est pas
        repris deux fois.
      </p>
      <div class="acts">
        {mayAdd && (
          <a class="button" href="/atelier/sources/portails/nouveau">
            Ajouter un portail
          </a>
        )}
        {doing === null && portals.length > 0 && (
          <form method="post" action="/atelier/sources/portails">
            <button type="submit" class={mayAdd ? 'quiet' : undefined}>
              {portals.length === 1 ? 'Lire son catalogue' : `Lire les ${count(portals.length, 'catalogue')}`}
            </button>
          </form>
        )}
      </div>
      {doing !== null && <Notice role="status">Lecture en cours : « {doing} ». Rechargez la page pour suivre.</Notice>}
      {portals.length === 0 ? (
        <Notice>
          Aucun portail n’est suivi pour ce territoire.{' '}
          {mayAdd ? 'Ajoutez celui d’une commune ou d’une intercommunalité.' : 'Un administrateur peut en ajouter.'}
        </Notice>
      ) : (
        <ul class="results">
          {portals.map((portal) => (
            <OnePortal
              portal={portal}
              look={looks.find((one) => one.portal === portal.id)}
              entries={entries.filter((one) => one.portal === portal.id)}
            />
          ))}
        </ul>
      )}
      {retired.length > 0 && <Retired retired={retired} />}
    </Page>
  )
}

const Retired = ({ retired }: { readonly retired: readonly LocalPortal[] }) => (
  <>
    <h2>Portails retirés</h2>
    <p>Leurs catalogues ne sont plus lus. Ce qui en a été repris reste en ligne.</p>
    <ul>
      {retired.map(({ portal, retiredAt }) => (
        <li>
          <a href={`/atelier/sources/portails/${portal.id}`}>{portal.title}</a>
          {retiredAt && `, le ${formatDate(retiredAt)}`}
        </li>
      ))}
    </ul>
  </>
)

const OnePortal = ({
  portal,
  look,
  entries,
}: {
  readonly portal: Portal
  readonly look: PortalLook | undefined
  readonly entries: readonly KnownEntry[]
}) => {
  const { proposed, doubtful, taken, linked } = countsOf(entries)
  return (
    <li>
      <h2>
        <a href={`/atelier/sources/portails/${portal.id}`}>{portal.title}</a>
      </h2>
      <p>
        {readWords(look)}
        {doubtful > 0 && (
          <>
            {' '}
            <span class="tag waiting">{count(doubtful, 'décision')} à prendre</span>
          </>
        )}
        {look?.failingSince && (
          <>
            {' '}
            <span class="tag failing">en échec depuis le {formatDate(look.failingSince)}</span>
          </>
        )}
      </p>
      <ul class="facts">
        {proposed > 0 && <li>{count(proposed, 'jeu proposé', 'jeux proposés')}</li>}
        {taken > 0 && <li>{count(taken, 'repris', 'repris')}</li>}
        {linked > 0 && <li>{count(linked, 'déjà ici', 'déjà ici')}</li>}
        <li>tenu par {portal.producer.name}</li>
      </ul>
    </li>
  )
}

/** When a catalogue was last read well, as a sentence. */
export const readWords = (look: PortalLook | undefined): string =>
  look?.readAt ? `Catalogue lu le ${formatDate(look.readAt)}.` : 'Catalogue jamais lu.'
