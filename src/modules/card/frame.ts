/** Shapes of pictures, as social networks take them: beside a link, in a feed, over a whole phone. */
export const FORMATS = {
  paysage: { width: 1200, height: 630, label: 'Paysage, à côté d’un lien' },
  carre: { width: 1080, height: 1080, label: 'Carré, dans un fil' },
  portrait: { width: 1080, height: 1920, label: 'Portrait, plein écran d’un téléphone' },
} as const
export type Format = keyof typeof FORMATS
export const FORMAT_NAMES = ['paysage', 'carre', 'portrait'] as const satisfies readonly Format[]

/**
 * Colours of pictures, which no style sheet reaches: those of the pages by day. A test holds their contrast: texts at
 * 4,5 to 1 at least on the ground, marks at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const COLOURS = {
  ground: '#f7f4ed',
  ink: '#17282b',
  soft: '#52615f',
  river: '#12656d',
  deep: '#0c464c',
  ochre: '#9c4f1f',
  gold: '#b98a1d',
  peer: '#3f858a',
  rule: '#ddd6c7',
  strong: '#857d6c',
  land: '#e6decd',
} as const
