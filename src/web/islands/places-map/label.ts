import { element } from '../map/element.ts'

interface Spot {
  readonly x: number
  readonly y: number
}

/** What names the place pointed at, over the map. */
export interface PlaceLabel {
  readonly box: HTMLElement
  /** Tells a place near a spot of the map, in pixels; with the way to its page when `href` is given. */
  readonly show: (text: string, spot: Spot, href: string | null) => void
  readonly hide: () => void
}

/** How far it stands from what it names, and from the edges, in pixels. */
const AWAY = 18
const EDGE = 6

/** A label that is read aloud when it changes, and never leaves the map. */
export const placeLabel = (): PlaceLabel => {
  const box = element('p', { className: 'place-label' })
  box.setAttribute('role', 'status')
  return {
    box,
    show(text, { x, y }, href) {
      const [, name = text, value = ''] = /^(.*?)\s:\s(.*)$/.exec(text.replaceAll("'", '’')) ?? []
      box.replaceChildren(
        element('strong', { textContent: name }),
        ...(value ? [' ', element('span', { textContent: value })] : []),
        ...(href ? [element('a', { href, textContent: 'Voir sa page' })] : []),
      )
      box.toggleAttribute('data-held', href !== null)
      const { clientWidth: width = 0, clientHeight: height = 0 } = box.parentElement ?? {}
      const [wide, tall] = [box.offsetWidth, box.offsetHeight]
      const over = y - AWAY - tall
      const top = over >= EDGE ? over : Math.min(y + AWAY, height - tall - EDGE)
      box.style.translate = `${between(x - wide / 2, EDGE, width - wide - EDGE)}px ${Math.max(EDGE, top)}px`
    },
    hide: () => box.replaceChildren(),
  }
}

const between = (n: number, least: number, most: number): number => Math.max(least, Math.min(n, most))
