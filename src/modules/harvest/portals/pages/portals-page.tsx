import { count, formatDate } from '../../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site } from '../../../../web/index.ts'
import { CATALOGUE_WORDS } from '../list-catalogue.ts'
import type { Portal } from '../portal.ts'
import type { KnownEntry, PortalLook } from '../ports.ts'
import { countsOf } from './standing-words.ts'

export interface PortalsPageProps {
  readonly site: Site
  readonly portals: readonly Portal[]
  readonly looks: readonly PortalLook[]
  readonly entries: readonly KnownEntry[]
  /** The portal whose catalogue is being read, if there is one. */
  readonly doing: string | null
}

/** The portals of the territory: when each was read, what waits for a person. */
export const PortalsPage = ({ site, portals, looks, entries, doing }: PortalsPageProps) => (
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
    {doing !== null && <Notice role="status">Lecture en cours : « {doing} ». Rechargez la page pour suivre.</Notice>}
    {portals.length === 0 ? (
      <Notice>
        Aucun portail n’est connu pour ce territoire. Chacun se décrit par un fichier, dans « sources/portails ».
      </Notice>
    ) : (
      <>
        <ul class="results">
          {portals.map((portal) => (
            <OnePortal
              portal={portal}
              look={looks.find((one) => one.portal === portal.id)}
              entries={entries.filter((one) => one.portal === portal.id)}
            />
          ))}
        </ul>
        {doing === null && (
          <form method="post" action="/atelier/sources/portails">
            <p>
              <button type="submit">
                {portals.length === 1 ? 'Lire son catalogue' : `Lire les ${count(portals.length, 'catalogue')}`}
              </button>
            </p>
          </form>
        )}
      </>
    )}
  </Page>
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
        {entries.length > 0 && (
          <>
            <li>{count(proposed, 'jeu proposé', 'jeux proposés')}</li>
            <li>{count(taken, 'repris', 'repris')}</li>
            <li>{count(linked, 'déjà ici', 'déjà ici')}</li>
          </>
        )}
        <li>{CATALOGUE_WORDS[portal.catalogue.kind]}</li>
      </ul>
    </li>
  )
}

/** When a catalogue was last read well, as a sentence. */
export const readWords = (look: PortalLook | undefined): string =>
  look?.readAt ? `Catalogue lu le ${formatDate(look.readAt)}.` : 'Catalogue jamais lu.'
