import { formatNumber } from '../../kernel/french.ts'
import { wordsOfLevel } from '../territory/index.ts'
import type { IndicatorMove } from './indicator-move.ts'
import { beforeAfter } from './move-words.ts'
import { percent, type Reason, reason } from './reason.ts'
import type { Tolerance } from './source.ts'

/** What indicators say against a version: those that could not be worked out any more, lose their values, or move further than a source may move them. One that has no value yet has nothing to lose. */
export const ofIndicators = (
  moves: readonly IndicatorMove[],
  may: Pick<Required<Tolerance>, 'moved' | 'emptied'>,
): readonly Reason[] =>
  moves.flatMap((move) => {
    const { name, outcome, known, refused, home, homeLost, homeMoved, placesMoved, lost, level } = move
    const [one, several] = wordsOfLevel(level)
    if (outcome === 'first' || outcome === 'same' || (outcome === 'refused' && known.before === 0)) return []
    if (outcome === 'refused' || outcome === 'lost')
      return [
        reason(
          'indicator-refused',
          `L’indicateur « ${name} » ne pourrait plus être calculé.${refused.length > 0 ? ` ${refused.join(' ')}` : ''}`,
          'Ses chiffres d’avant resteraient en ligne, sans suivre le nouveau fichier.',
        ),
      ]
    const share = lost / Math.max(1, known.before)
    return [
      ...(share > may.emptied
        ? [
            reason(
              'indicator-emptied',
              `L’indicateur « ${name} » perdrait sa valeur pour ${formatNumber(lost)} ${lost < 2 ? one : several}, sur ${formatNumber(known.before)}.`,
              'Le fichier est incomplet, ou le secret statistique s’est étendu.',
            ),
          ]
        : []),
      ...(homeLost && home
        ? [
            reason(
              'indicator-home-lost',
              `L’indicateur « ${name} » n’aurait plus de valeur pour le département, qui en a une aujourd’hui : ${home.before}.`,
              'Une partie du territoire manque sans doute dans le fichier.',
            ),
          ]
        : []),
      ...((homeMoved ?? 0) > may.moved && home
        ? [
            reason(
              'indicator-moved',
              `L’indicateur « ${name} » changerait beaucoup pour le département : ${beforeAfter(home, move.periods)}.`,
              'L’unité a pu changer, ou ce que le producteur compte. Si c’est vrai, c’est une nouvelle : regardez la source avant de publier.',
            ),
          ]
        : (placesMoved ?? 0) > may.moved
          ? [
              reason(
                'indicator-moved',
                `L’indicateur « ${name} » changerait beaucoup : la moitié des ${several} bougerait de ${percent(placesMoved ?? 0)} ou plus.`,
                'L’unité a pu changer, ou ce que le producteur compte.',
              ),
            ]
          : []),
    ]
  })
