import { button, element } from '../map/element.ts'
import type { MapDates, MapSteps } from '../map-steps.ts'

/**
 * Puts, in place of the links to the dates before and after, buttons that change the map where it is. `tell` writes them
 * for the date shown; `leave` puts the links back. Null when there is one date.
 */
export const dateButtons = (
  steps: MapSteps,
  { periods }: MapDates,
): { readonly tell: () => void; readonly leave: () => void } | null => {
  const shown = steps.querySelector('.steps output')
  const links = [shown?.previousElementSibling, shown?.nextElementSibling].filter((one) => one instanceof HTMLElement)
  if (!shown || links.length < 2) return null
  const go = (at: number) => {
    if (periods[at]) steps.go(at)
  }
  const before = button('', () => go(steps.at - 1), 'step')
  const after = button('', () => go(steps.at + 1), 'step')
  for (const link of links) link.hidden = true
  shown.before(before)
  shown.after(after)
  return {
    tell() {
      write(before, periods[steps.at - 1]?.period, ['← ', ''], ['la date d’avant', 'première date'])
      write(after, periods[steps.at + 1]?.period, ['', ' →'], ['la date d’après', 'dernière date'])
    },
    leave() {
      before.remove()
      after.remove()
      for (const link of links) link.hidden = false
    },
  }
}

/** A button that leads nowhere keeps the focus: it is said to be off rather than made so. */
const write = (
  of: HTMLButtonElement,
  period: string | undefined,
  arrows: readonly [before: string, after: string],
  [what, end]: readonly [what: string, end: string],
): void => {
  const arrow = (text: string) => {
    const sign = element('span', { textContent: text })
    sign.setAttribute('aria-hidden', 'true')
    return sign
  }
  of.setAttribute('aria-disabled', String(period === undefined))
  of.replaceChildren(
    ...(period === undefined
      ? [end]
      : [
          arrow(arrows[0]),
          period,
          element('span', { className: 'hidden', textContent: `, ${what}` }),
          arrow(arrows[1]),
        ]),
  )
}
