import type * as MapLibre from 'maplibre-gl'

interface KeyActs {
  readonly close: () => void
  /** What Enter does on the map; null: nothing there. */
  readonly enter: () => (() => void) | null
}

/** The library knows + and − by the place of their key, which is not that of French keyboards: we read the sign. */
export const followKeys = (section: HTMLElement, map: MapLibre.Map, { close, enter }: KeyActs): void => {
  const actOf = (event: KeyboardEvent): (() => void) | null => {
    if (event.key === 'Escape') return close
    if (event.target !== map.getCanvas()) return null
    if (event.key === '+' || event.key === '=') return () => map.zoomIn()
    if (event.key === '-') return () => map.zoomOut()
    return event.key === 'Enter' ? enter() : null
  }
  section.addEventListener(
    'keydown',
    (event) => {
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      event.stopPropagation()
      act()
    },
    true,
  )
}
