import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import type { PlaceHit } from '../../territory/index.ts'
import { placePath, titleOf } from '../../territory/index.ts'
import type { ComparisonAnswer } from '../answer-comparison.ts'
import { type ComparisonAddress, comparisonPath } from '../compare-address.ts'
import { namesOf } from '../compare-words.ts'
import { AddPlace, Candidates, ChooseIndicators, ComparedPlaces, withPlace } from './compare-forms.tsx'
import { CompareIndicators } from './compare-indicators.tsx'
import { ComparePeers } from './compare-peers.tsx'
import { CompareTable } from './compare-table.tsx'

export interface ComparePageProps {
  readonly site: Site
  readonly answer: ComparisonAnswer
  /** The address of this comparison, as it is shared. */
  readonly address: ComparisonAddress
  /** Places among which the reader chooses the one to add; null when nothing was searched. */
  readonly candidates: { readonly text: string; readonly hits: readonly PlaceHit[] } | null
}

/** Places side by side, and one among its peers: what differs, at one date for all, with sources. */
export const ComparePage = (p: ComparePageProps) => {
  const { answer, address } = p
  const { places, named, peers } = answer
  const title = titleFor(answer)
  return (
    <Page
      site={p.site}
      title={title}
      here="territoires"
      path={comparisonPath(address)}
      image={named.length > 0 ? comparisonPath(address, '/images/comparer.png') : '/images/comparer.png'}
      description={
        places.length > 0
          ? `${namesOf(places)} : les mêmes indicateurs, à la même date, avec leurs sources.`
          : 'Mettre jusqu’à huit lieux côte à côte : les mêmes indicateurs, à la même date, avec leurs sources.'
      }
      islands={['suggest', 'copy']}
      band={
        <PageHead
          trail={[
            ['/territoires', 'Territoires'],
            ...(peers ? [[placePath(peers.place), titleOf(peers.place)] as const] : []),
          ]}
          here={peers ? 'Ses pairs' : 'Comparer'}
          title={title}
          lead={
            peers?.found.found
              ? peers.found.peers.sentence
              : 'Jusqu’à huit lieux côte à côte. Chaque indicateur est lu à la même date pour tous : des chiffres d’années différentes ne sont jamais comparés.'
          }
        >
          <AddPlace answer={answer} address={address} />
        </PageHead>
      }
    >
      {answer.remarks.length > 0 && (
        <Notice role="status">
          {answer.remarks.map((remark) => (
            <p>{remark}</p>
          ))}
        </Notice>
      )}
      {p.candidates && <Candidates {...p.candidates} hrefWith={(place) => comparisonPath(withPlace(address, place))} />}
      {named.length > 0 ? (
        <>
          <ComparedPlaces answer={answer} address={address} />
          {peers && <ComparePeers peers={peers} address={address} />}
          <h2>{peers ? 'À côté de ses pairs les plus proches' : 'Côte à côte'}</h2>
          <CompareTable places={places} compared={answer.compared} subject={peers?.place.id ?? null} />
          <ChooseIndicators answer={answer} address={address} />
          <CompareIndicators answer={answer} />
          <TakeAway site={p.site} address={address} />
        </>
      ) : (
        <Beginning {...p} />
      )}
    </Page>
  )
}

const titleFor = ({ named, peers }: ComparisonAnswer): string => {
  if (peers) return `${titleOf(peers.place)} et ses pairs`
  if (named.length === 0) return 'Comparer des lieux'
  return named.length < 4 ? `Comparer ${namesOf(named)}` : `Comparer ${named.length} lieux`
}

const Beginning = ({ site, answer }: ComparePageProps) => {
  const [level, code = ''] = site.territoryId.split(':')
  const home = level === 'departement' ? [{ level, code } as const] : []
  return (
    <div class="prose">
      <h2>Par où commencer</h2>
      <p>
        Cherchez un premier lieu ci-dessus : une commune, une intercommunalité, un département. Ajoutez-en d’autres,
        puis gardez l’adresse de la page : elle montre la même comparaison à qui la reçoit.
      </p>
      <ul>
        {home.length > 0 && (
          <li>
            <a href={comparisonPath({ places: home, indicators: [], peers: 'strate' })}>
              {`Comparer le territoire ${site.ofTerritory} à ses pairs`}
            </a>
          </li>
        )}
        <li>
          <a href="/methode/pairs">Comment les pairs d’un lieu sont trouvés</a>
        </li>
        <li>
          <a href="/indicateurs">{`Les ${answer.shown.length} indicateurs que l’on peut comparer`}</a>
        </li>
      </ul>
    </div>
  )
}

const TakeAway = ({ site, address }: { readonly site: Site; readonly address: ComparisonAddress }) => {
  const embedded = `${site.publicUrl}${comparisonPath(address, '/comparer/integrer')}`
  return (
    <section aria-labelledby="repartir" class="noprint">
      <h2 id="repartir">Repartir avec la comparaison</h2>
      <ul class="choices narrow">
        <li>
          <a href={comparisonPath(address, '/comparer.csv')}>
            <span>Le tableau en CSV</span>
          </a>
        </li>
        <li>
          <a href={comparisonPath(address, '/comparer.json')}>
            <span>Le tableau en JSON</span>
          </a>
        </li>
      </ul>
      <details class="plain">
        <summary>La montrer sur un autre site</summary>
        <p>Collez ce code dans la page : le tableau suit les mises à jour du portail, avec ses sources.</p>
        <copy-code>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reached by keyboard. */}
          <pre tabIndex={0}>
            <code>{`<iframe src="${embedded}" title="Comparaison de lieux" width="100%" height="600" loading="lazy"></iframe>`}</code>
          </pre>
        </copy-code>
        <p>
          <a href={comparisonPath(address, '/comparer/integrer')}>Voir la page à intégrer</a>
        </p>
      </details>
    </section>
  )
}
