/**
 * Keeps the map open from page to page: the links and the forms that choose a level or a date carry the part of the
 * address that says where the map looks. `leave` ends it, and takes that part away.
 */
export const keepOpen = (): { readonly tellDate: (period: string) => void; readonly leave: () => void } => {
  const page = location.pathname + location.search
  const following = new AbortController()
  const { signal } = following
  document.addEventListener(
    'click',
    ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('.picks a, .steps a') : null
      if (link) link.hash = location.hash
    },
    { capture: true, signal },
  )
  document.addEventListener(
    'submit',
    ({ target }) => {
      if (!(target instanceof HTMLFormElement) || !target.matches('.picks form')) return
      const to = new URL(target.action)
      to.hash = location.hash
      target.action = to.href
    },
    { capture: true, signal },
  )
  const write = (address: string | URL) => history.replaceState(history.state, '', address)
  return {
    tellDate(period) {
      const shown = new URL(location.href)
      shown.searchParams.set('periode', period)
      write(shown)
    },
    leave() {
      following.abort()
      write(page)
    },
  }
}
