import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../../kernel/french.ts'
import { KeyFigures, Notice, Page, PageHead, type Site } from '../../../web/index.ts'
import { numbersOf, type StatedValue } from '../../figure/index.ts'
import { articled, capital, ofPlace, type PlaceHit } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import type { Definition } from '../definition.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { middleOf } from '../middle.ts'
import { changeWords, periodWords, statedText, unitFor } from '../stated-words.ts'
import { FollowedPlaces } from './indicator-followed.tsx'
import { DatedMap } from './indicator-map.tsx'
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
      <KeyFigures items={largeFigures(answer)} />
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
          {!alone && <Ranking answer={answer} />}
          <KnownByDate answer={answer} />
        </div>
        <AboutIndicator answer={answer} />
      </div>
      {share}
    </Page>
  )
}

/** The territory and what holds it; the places of the middle where the indicator says nothing of those. */
const largeFigures = ({ indicator, around, ranked, countryMiddle, address, home }: IndicatorAnswer) => {
  const { definition } = indicator
  const when = periodWords(address.period)
  if (around.some(({ stated }) => stated.value !== null))
    return around
      .filter(({ place, stated }) => place.id === home.id || stated.value !== null)
      .map(({ place, stated, before }) => {
        const change = definition.kind === 'flow' ? null : changeWords(before, stated, definition)
        return largeFigure(stated, definition, capital(articled(place)), change ? `${when}, ${change}` : when)
      })
  const [one] = LEVEL_WORDS[address.level]
  const middles = [
    [middleOf(numbersOf(ranked)), address.inside ? ofPlace(home) : 'de France'],
    [countryMiddle, 'de France'],
  ] as const
  return middles.flatMap(([middle, where]) => {
    if (!middle) return []
    const label = `${capital(one)} du milieu, parmi les ${formatNumber(middle.known)} ${where} qui ont un chiffre`
    const stated = { value: middle.median, status: 'value' } as const
    return [largeFigure(stated, definition, label, `médiane ${when}`)]
  })
}

/** The number in large, with its sign when it has one; the rest of the unit goes with the date. */
const largeFigure = (stated: StatedValue, definition: Definition, label: string, when: string) => {
  const [, sign = null, rest = ''] = /^([%€]?)\s*(.*)$/.exec(definition.unit ?? '') ?? []
  const unit = stated.value === null ? '' : (unitFor(stated.value, rest) ?? '')
  return {
    value: statedText(stated, { ...definition, unit: sign || null }),
    label,
    source: unit ? `${unit}${when.startsWith('médiane') ? ', ' : ' '}${when}` : when,
  }
}
