const HERE = 'http://portail.invalid'

/**
 * The path and query of an address of this portal; null for anything that a browser would take elsewhere: another
 * host, `//host`, `/\host`, a tab or a line break in between, `/.//host`.
 */
export const ownAddress = (typed: string): string | null => {
  if (!typed.startsWith('/') || !URL.canParse(typed, HERE)) return null
  const { origin, pathname, search } = new URL(typed, HERE)
  return origin === HERE && !pathname.startsWith('//') ? pathname + search : null
}
