import type { ComponentChildren } from 'preact'
import type { Place } from '../territory/index.ts'

/** A figure of a living place as a card made to be quoted; at its last period when none is said. */
export type QuoteFigure = (
  indicator: string,
  place: Pick<Place, 'level' | 'code'>,
  period: string | null,
) => Promise<ComponentChildren>
