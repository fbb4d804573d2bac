import { formatFixed, formatNumber } from '../../kernel/french.ts'
import { type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { MarksKey } from './marks.tsx'
import { sayValue } from './say-value.ts'
import type { StatedValue } from './stated-value.ts'
import { Trend } from './trend.tsx'

export interface KeyFigureProps extends Omit<FigureProps, 'title'> {
  /** What is counted: « Taux de pauvreté ». */
  readonly label: string
  readonly value: StatedValue
  /** `2023`, `au 1er janvier 2026`. */
  readonly period: string
  /** True when its decimals are all written, zeros included. */
  readonly fixed?: boolean | undefined
  /** The same figure before, oldest first, the shown one last. */
  readonly trend?: readonly { readonly period: string; readonly value: StatedValue }[] | undefined
}

/**
 * One large figure with its unit, its period, its short past and its place among peers, which is the sentence. Put in a
 * `<div class="keys">`, they stand abreast.
 */
export const KeyFigure = ({
  label,
  value,
  unit,
  period,
  decimals = 1,
  fixed = false,
  trend = [],
  sentence,
  source,
}: KeyFigureProps) => (
  <figure class="chart onefigure">
    <figcaption>
      <strong>{label}</strong>
    </figcaption>
    {value.value === null ? (
      <p class="big none">{sayValue(value)}</p>
    ) : (
      <p class={`big ${value.status}`}>
        {value.status === 'estimated' && <abbr title="environ">≈</abbr>}
        {(fixed ? formatFixed : formatNumber)(value.value, decimals)}
        {unit && (
          <small class={unit.length > 2 ? 'under' : undefined}>{unit.length > 2 ? unit : `\u00A0${unit}`}</small>
        )}
      </p>
    )}
    <p class="when">
      {period}
      {value.status === 'estimated' && ', estimé'}
      {value.status === 'zero' && ', compté : aucun'}
    </p>
    {trend.length > 1 && (
      <>
        <Trend label={label} points={trend} unit={unit} decimals={decimals} />
        <p class="ends" aria-hidden="true">
          <span>{trend[0]?.period}</span>
          <span>{trend[trend.length - 1]?.period}</span>
        </p>
        <MarksKey values={trend.map((point) => point.value)} />
      </>
    )}
    {sentence && <p class="said">{sentence}</p>}
    <p class="origin">Source : {source}.</p>
    {trend.length > 1 && (
      <details>
        <summary>Voir en tableau</summary>
        <ValuesTable
          title={label}
          decimals={decimals}
          heads={['Période', withUnit('Valeur', unit)]}
          rows={trend.map((point) => ({ label: point.period, values: [point.value] }))}
        />
      </details>
    )}
  </figure>
)
