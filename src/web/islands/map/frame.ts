import { button, element } from './element.ts'

/** What stands around a map: its title and buttons above, what it says beside, where its ground comes from below. */
export interface MapFrame {
  readonly section: HTMLElement
  /** Where the map is drawn. */
  readonly plate: HTMLElement
  /** How many rows are in view: read aloud when it changes. */
  readonly status: HTMLElement
  /** A request that failed, with what to do. */
  readonly alert: HTMLElement
  /** The rows of the view, or the row chosen. */
  readonly beside: HTMLElement
}

/** What the buttons of a map do. */
export interface MapActs {
  readonly nearer: () => void
  readonly farther: () => void
  readonly whole: () => void
  readonly close: () => void
}

const KEYS =
  'Au clavier : les flèches déplacent la carte, + et − l’approchent ou l’éloignent, Entrée ouvre la ligne la plus proche du centre, Échap ferme la carte.'

/** Builds the frame of a map about something, under the source of its ground. */
export const mapFrame = (label: string, ground: string | null, acts: MapActs): MapFrame => {
  const plate = element('div', { className: 'plate' })
  const status = element('p', { className: 'seen' })
  status.setAttribute('role', 'status')
  const alert = element('div')
  alert.setAttribute('role', 'alert')
  const beside = element('div', { className: 'beside-map' })
  const origin = ground
    ? `Fond : ${ground}.`
    : 'Fond : le portail ne connaît pas encore le contour des communes ; l’échelle donne les distances.'
  const section = element(
    'section',
    { className: 'live-map' },
    mapTools(acts),
    element('div', { className: 'seen-beside' }, plate, element('div', { className: 'side' }, status, alert, beside)),
    element('p', { className: 'origin', textContent: `${origin} Le tableau des lignes, plus bas, dit la même chose.` }),
    element('p', { className: 'origin by-keyboard', textContent: KEYS }),
  )
  section.setAttribute('aria-label', `Carte : ${label}`)
  return { section, plate, status, alert, beside }
}

/** The buttons of a map. */
export const mapTools = ({ nearer, farther, whole, close }: MapActs): HTMLElement => {
  const [plus, minus] = [button('+', nearer), button('−', farther)]
  plus.setAttribute('aria-label', 'S’approcher')
  minus.setAttribute('aria-label', 'S’éloigner')
  return element(
    'div',
    { className: 'tools' },
    plus,
    minus,
    button('Tout voir', whole),
    button('Fermer la carte', close),
  )
}
