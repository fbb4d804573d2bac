/** The value of a token of the page’s styles: `ink` gives `#17282b`. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** Tells each time the page turns dark or light; gives what stops it. */
export const followScheme = (turned: () => void): (() => void) => {
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', turned)
  return () => scheme.removeEventListener('change', turned)
}
