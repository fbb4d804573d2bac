import { count, formatNumber } from '../../kernel/french.ts'
import { wordsOfLevel } from '../territory/index.ts'
import type { IndicatorMove } from './indicator-move.ts'
import { beforeAfter } from './move-words.ts'
import { percent, type Reason, reason } from './reason.ts'
import type { Tolerance } from './source.ts'

/**
 * What indicators say against a version: those that could not be worked out any more, lose their values, or move further
 * than a source may move them. One that has no value yet has nothing to lose. Many that say the same are told together.
 */
export const ofIndicators = (
  moves: readonly IndicatorMove[],
  may: Pick<Required<Tolerance>, 'moved' | 'emptied'>,
): readonly Reason[] => {
  const said = moves.flatMap((move) => saidBy(move, may))
  const kinds = [...new Set(said.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const those = said.filter((one) => one.kind === kind)
    const [first] = those
    if (!first || those.length < FEW)
      return those.map(({ name, alone, meaning }) => reason(kind, `L’indicateur « ${name} » ${alone}`, meaning))
    const named = those.slice(0, FEW).map(({ name, brief }) => `« ${name} »${brief === '' ? '' : ` (${brief})`}`)
    const others = those.length - named.length
    const more = others > 0 ? ` ; et ${count(others, 'autre')}` : ''
    return [
      reason(
        kind,
        `${formatNumber(those.length)} indicateurs ${TOGETHER[kind]} : ${named.join(' ; ')}${more}.`,
        first.meaning,
      ),
    ]
  })
}

/** As many indicators that say the same thing are told in one sentence. */
const FEW = 4

const TOGETHER = {
  'indicator-refused': 'ne pourraient plus être calculés',
  'indicator-emptied': 'perdraient leur valeur dans une partie des lieux',
  'indicator-home-lost': 'n’auraient plus de valeur pour le département, qui en a une aujourd’hui',
  'indicator-moved': 'changeraient beaucoup',
} as const

/** What one indicator says: after its name, alone; in brief, among others. */
interface Said {
  readonly kind: keyof typeof TOGETHER
  readonly name: string
  readonly alone: string
  readonly brief: string
  readonly meaning: string
}

const saidBy = (move: IndicatorMove, may: Pick<Required<Tolerance>, 'moved' | 'emptied'>): readonly Said[] => {
  const { name, outcome, known, refused, home, homeLost, homeMoved, placesMoved, lost, level, periods } = move
  if (outcome === 'first' || outcome === 'same' || (outcome === 'refused' && known.before === 0)) return []
  if (outcome === 'refused' || outcome === 'lost')
    return [
      {
        kind: 'indicator-refused',
        name,
        alone: `ne pourrait plus être calculé.${refused.length > 0 ? ` ${refused.join(' ')}` : ''}`,
        brief: '',
        meaning: 'Ses chiffres d’avant resteraient en ligne, sans suivre le nouveau fichier.',
      },
    ]
  const [one, several] = wordsOfLevel(level)
  const places = count(lost, one, several)
  const half = `la moitié des ${several} bougerait de ${farInWords(placesMoved ?? 0)} ou plus`
  const change = home && beforeAfter(home, periods)
  const emptied: Said = {
    kind: 'indicator-emptied',
    name,
    alone: `perdrait sa valeur pour ${places}, sur ${formatNumber(known.before)}.`,
    brief: `${places} sur ${formatNumber(known.before)}`,
    meaning: 'Le fichier est incomplet, ou le secret statistique s’est étendu.',
  }
  const homeGone: Said = {
    kind: 'indicator-home-lost',
    name,
    alone: `n’aurait plus de valeur pour le département, qui en a une aujourd’hui : ${home?.before}.`,
    brief: home?.before ?? '',
    meaning: 'Une partie du territoire manque sans doute dans le fichier.',
  }
  const homeMoves: Said = {
    kind: 'indicator-moved',
    name,
    alone: `changerait beaucoup pour le département : ${change}.`,
    brief: change ?? '',
    meaning:
      'L’unité a pu changer, ou ce que le producteur compte. Si c’est vrai, c’est une nouvelle : regardez la source avant de publier.',
  }
  const placesMove: Said = {
    kind: 'indicator-moved',
    name,
    alone: `changerait beaucoup : ${half}.`,
    brief: half,
    meaning: 'L’unité a pu changer, ou ce que le producteur compte.',
  }
  const far = (moved: number | null) => (moved ?? 0) > may.moved
  return [
    ...(lost / Math.max(1, known.before) > may.emptied ? [emptied] : []),
    ...(homeLost && home ? [homeGone] : []),
    ...(far(homeMoved) && home ? [homeMoves] : far(placesMoved) ? [placesMove] : []),
  ]
}

/** Past ten times, nobody reads per cent: « 1 000 fois sa valeur ». */
const farInWords = (moved: number): string =>
  moved < 10 ? percent(moved) : `${formatNumber(Number(moved.toPrecision(2)))} fois sa valeur`
