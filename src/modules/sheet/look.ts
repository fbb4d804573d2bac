import type { Look } from './typeset.ts'

/** A4 upright, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const
export const MARGIN = 36
export const INNER = PAGE.width - 2 * MARGIN
/** Nothing but the foot of the page stands below. */
export const BOTTOM = PAGE.height - 54

/** The light colours of the pages of the portal. */
export const INK = '#17282b'
export const SOFT = '#52615f'
export const RIVER = '#12656d'
export const RIVER_DEEP = '#0c464c'
export const RIVER_PALE = '#e0eeed'
export const STONE = '#f7f4ed'
export const STONE_DEEP = '#ebe5d8'
export const RULE = '#ddd6c7'
export const RULE_STRONG = '#857d6c'
export const OCHRE = '#9c4f1f'

export const sans = (size: number, colour = INK, more: Partial<Look> = {}): Look => ({
  face: 'sans',
  size,
  colour,
  ...more,
})
export const bold = (size: number, colour = INK, more: Partial<Look> = {}): Look => ({
  face: 'bold',
  size,
  colour,
  ...more,
})
export const serif = (size: number, colour = INK, more: Partial<Look> = {}): Look => ({
  face: 'serif',
  size,
  colour,
  leading: 1.12,
  ...more,
})
