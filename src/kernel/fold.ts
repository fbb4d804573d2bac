const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l' }

/** Text as a search compares it: lower case, no accent, ligatures opened, runs of anything else than letters and digits as one space. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøł]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A readable piece of an address: `Saint-Rémy-lès-Chevreuse` → `saint-remy-les-chevreuse`. Never empty. */
export const slug = (text: string, max = 80): string =>
  fold(text).replaceAll(' ', '-').slice(0, max).replace(/-+$/, '') || 'sans-nom'
