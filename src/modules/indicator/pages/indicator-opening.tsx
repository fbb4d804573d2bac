import { formatNumber } from '../../../kernel/french.ts'
import { KeyFigures } from '../../../web/index.ts'
import { numbersOf, STATUS_WORDS, type StatedValue } from '../../figure/index.ts'
import { articled, capital, type Level, ofPlace, titleOf } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import type { Definition } from '../definition.ts'
import { valueAt } from '../edition.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { middleOf } from '../middle.ts'
import { agreed } from '../peers.ts'
import { changeWords, periodWords, statedText, unitFor } from '../stated-words.ts'

/** What a reader came for: the figure of the territory; failing that, those of its places that are followed, and it is said. */
export const IndicatorOpening = ({ answer }: { readonly answer: IndicatorAnswer }) => {
  if (answer.around.some(({ stated }) => stated.value !== null)) return <KeyFigures items={largeFigures(answer)} />
  const towns = followedFigures(answer)
  return (
    <>
      <p>
        {noTerritoryWords(answer)}
        {towns.length > 0 && answer.chosen.length === 0 && ` ${largestInstead(answer.address.level)}`}
      </p>
      <KeyFigures items={[...towns, ...middleFigures(answer)]} />
    </>
  )
}

const largestInstead = (level: Level): string =>
  `Voici d’abord les chiffres de ses ${LEVEL_WORDS[level][1]} les plus ${agreed(level, 'peuplées', 'peuplés')}.`

/** Why the page does not open on the territory. */
const noTerritoryWords = ({ around, home, address }: IndicatorAnswer): string => {
  const own = around.find(({ place }) => place.id === home.id)
  return own
    ? `Le chiffre ${ofPlace(home)} manque ${periodWords(address.period)} (${STATUS_WORDS[own.stated.status]}).`
    : `Cet indicateur n’a pas de chiffre pour l’ensemble ${ofPlace(home)}.`
}

/** The territory and what holds it. */
const largeFigures = ({ indicator: { definition }, around, address, home }: IndicatorAnswer) => {
  const when = periodWords(address.period)
  return around
    .filter(({ place, stated }) => place.id === home.id || stated.value !== null)
    .map(({ place, stated, before }) => {
      const change = definition.kind === 'flow' ? null : changeWords(before, stated, definition)
      return largeFigure(stated, definition, capital(articled(place)), change ? `${when}, ${change}` : when)
    })
}

/** As many places followed as the page opens on. */
const MOST_TOWNS = 3

const followedFigures = ({
  indicator: { definition, edition },
  followed,
  address: { level, period },
}: IndicatorAnswer) =>
  followed
    .filter((place) => place.level === level)
    .map((place) => ({ place, stated: valueAt(edition, level, place.code, period) }))
    .filter(({ stated }) => stated.value !== null)
    .slice(0, MOST_TOWNS)
    .map(({ place, stated }) => largeFigure(stated, definition, titleOf(place), periodWords(period)))

/** The places of the middle: of the territory where most of its places have a number, and of the country. */
const middleFigures = ({ indicator, ranked, countryMiddle, address, home }: IndicatorAnswer) => {
  const { definition } = indicator
  const when = periodWords(address.period)
  const [one] = LEVEL_WORDS[address.level]
  const middle = middleOf(numbersOf(ranked))
  const ofMost = !address.inside || (middle && middle.known * 2 >= ranked.length)
  const middles = [
    [ofMost ? middle : null, address.inside ? ofPlace(home) : 'de France'],
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
