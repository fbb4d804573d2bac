import type { ComponentChildren } from 'preact'
import { alignedValues } from './say-value.ts'
import type { StatedValue } from './stated-value.ts'

/** What every figure is told, whatever it draws. */
export interface FigureProps {
  readonly title: string
  /** What one reads in it, in words. */
  readonly sentence: string
  /** Who says it, in which edition; without the word « Source » and without the final point. */
  readonly source: ComponentChildren
  /** `%`, `€`, `habitants`; null when numbers stand alone. */
  readonly unit: string | null
  /** At most this many decimals: 1 when not said. */
  readonly decimals?: number | undefined
}

interface FrameProps extends Pick<FigureProps, 'title' | 'sentence' | 'source'> {
  /** Sentences on how it is drawn, after the source. */
  readonly notes?: readonly (string | false)[]
  /** Added to the classes of the figure. */
  readonly look?: string
  /** The same values as a table, folded; absent when the drawing is itself a table. */
  readonly table?: ComponentChildren
  readonly children?: ComponentChildren
}

/** The frame of a figure: title, sentence, drawing, source, remarks, table. */
export const Figure = ({ title, sentence, source, notes = [], look, table, children }: FrameProps) => (
  <figure class={look ? `chart ${look}` : 'chart'}>
    <figcaption>
      <strong>{title}</strong>
      {sentence}
    </figcaption>
    {children}
    <p class="origin">
      Source : {source}.{notes.filter(Boolean).map((note) => ` ${note}`)}
    </p>
    {table && (
      <details>
        <summary>Voir les chiffres en tableau</summary>
        {table}
      </details>
    )}
  </figure>
)

interface ValuesTableProps extends Pick<FigureProps, 'title' | 'decimals'> {
  /** The heads: what a line is, then each column. */
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly label: string
    readonly href?: string | undefined
    readonly values: readonly StatedValue[]
  }[]
}

/** Values as a table: one line a label, one column a head; what is no number is said in words. */
export const ValuesTable = ({ title, decimals, heads, rows }: ValuesTableProps) => {
  const columns = heads.slice(1).map((_, i) =>
    alignedValues(
      rows.flatMap(({ values }) => values[i] ?? []),
      decimals,
    ),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1).
    <section class="scroll" aria-label={`Tableau : ${title}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th scope="col" class={i === 0 ? undefined : 'num'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{row.href ? <a href={row.href}>{row.label}</a> : row.label}</th>
              {row.values.map((value, i) => (
                <td class="num">{columns[i]?.(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** `Taux (%)`: what a column holds and in which unit. */
export const withUnit = (head: string, unit: string | null): string => (unit ? `${head} (${unit})` : head)
