import type { ComponentChildren } from 'preact'
import { Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { ofPlace, type PlaceHit } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { periodWords } from '../stated-words.ts'
import { FollowedPlaces } from './indicator-followed.tsx'
import { DatedMap } from './indicator-map.tsx'
import { IndicatorOpening } from './indicator-opening.tsx'
import { IndicatorPicks } from './indicator-picks.tsx'
import { Ranking } from './indicator-ranking.tsx'
import { AboutIndicator } from './indicator-reading.tsx'
import { KnownByDate } from './known-by-date.tsx'

export interface IndicatorPageProps {
  readonly site: Site
  readonly answer: IndicatorAnswer
  /** Places among which the reader chooses the one to follow; null when nothing was searched. */
  readonly candidates: { readonly text: string; readonly hits: readonly PlaceHit[] } | null
  /** The figure made to be quoted elsewhere; null when no place is followed. */
  readonly share: ComponentChildren
}

/** One indicator at one date: the large places, the map, the places followed, every place ranked, what it does not say. */
export const IndicatorPage = ({ site, answer, candidates, share }: IndicatorPageProps) => {
  const { indicator, address, home, ranked, remarks } = answer
  const { definition } = indicator
  const where = address.inside ? ofPlace(home) : 'de France'
  const alone = ranked.length < 2
  return (
    <Page
      site={site}
      title={definition.name}
      here="indicateurs"
      path={`/indicateurs/${definition.slug}`}
      image={`/images/indicateurs/${definition.slug}.png`}
      description={definition.definition}
      islands={['suggest', 'map-steps', ...(answer.contours ? ['map'] : [])]}
      band={
        <PageHead
          trail={[['/indicateurs', 'Indicateurs']]}
          kicker={[<strong>{definition.subtheme}</strong>, definition.producer, periodWords(address.period)]}
          title={definition.name}
          lead={definition.definition}
        />
      }
    >
      {remarks.length > 0 && (
        <Notice role="status">
          {remarks.map((remark) => (
            <p>{remark}</p>
          ))}
        </Notice>
      )}
      <IndicatorOpening answer={answer} />
      <p class="small noprint">
        <a href="#lire">À savoir avant de citer ce chiffre</a>
      </p>
      <IndicatorPicks answer={answer} territory={site.territory} />
      <div class="columns">
        <div>
          {!alone && (
            <section aria-labelledby="lieux">
              <h2 id="lieux">{`Les ${LEVEL_WORDS[address.level][1]} ${where}, ${periodWords(address.period)}`}</h2>
              <DatedMap site={site} answer={answer} />
            </section>
          )}
          <FollowedPlaces answer={answer} candidates={candidates} />
        </div>
        <AboutIndicator answer={answer} />
      </div>
      {!alone && <Ranking answer={answer} />}
      <KnownByDate answer={answer} />
      {share}
    </Page>
  )
}
