import { isPlain, patternOf } from './places-map/shades.ts'

/** A map at all its dates, as the server gives it: the shade and the text of each place, date by date. */
export interface MapDates {
  readonly periods: readonly { readonly period: string; readonly words: string }[]
  readonly shades: readonly string[]
  /** What the places are called: one, several. */
  readonly things: readonly [one: string, several: string]
  readonly places: Readonly<Record<string, readonly (readonly [shade: number, text: string])[]>>
}

const PAUSE = 1400

/**
 * Plays a map through its dates: the shade and the text of each place change, the legend counts again. The links to the
 * dates before and after stay, and work without it. Nothing plays for who prefers still pages. An event `date` tells the
 * position of each date shown to whatever draws the same places otherwise.
 */
export class MapSteps extends HTMLElement {
  #dates: MapDates | null = null
  #at = 0
  #source = ''
  #timer: ReturnType<typeof setInterval> | undefined
  #button = document.createElement('button')

  connectedCallback() {
    const steps = this.querySelector('.steps')
    if (!steps || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    this.#button.type = 'button'
    this.#button.className = 'quiet'
    this.#button.textContent = 'Faire défiler les dates'
    this.#button.addEventListener('click', () => (this.#timer ? this.#stop() : this.#play()))
    steps.append(this.#button)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  /** All the dates, asked once; null when they cannot be had, and then they may be asked again. */
  async dates(): Promise<MapDates | null> {
    if (this.#dates) return this.#dates
    this.#dates = await fetch(this.dataset.source ?? '')
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null)
    this.#at = Math.max(0, this.#dates?.periods.findIndex(({ period }) => period === this.dataset.period) ?? 0)
    return this.#dates
  }

  /** The position of the date shown: that of the page at first. */
  get at(): number {
    return this.#at
  }

  /** Shows a date, once they are known, and stays at it. */
  go(at: number) {
    this.#show(at)
    this.#stop()
  }

  async #play() {
    const periods = (await this.dates())?.periods ?? []
    if (periods.length === 0) this.#say('Les autres dates n’ont pas pu être lues : réessayez.')
    if (periods.length === 0 || this.#timer) return
    this.#button.textContent = 'Arrêter'
    this.#timer = setInterval(() => this.#show((this.#at + 1) % periods.length), PAUSE)
    this.#show((this.#at + 1) % periods.length)
  }

  #stop() {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#button.textContent = 'Faire défiler les dates'
    const now = this.#dates?.periods[this.#at]
    if (!now || now.period === this.dataset.period) return
    const link = document.createElement('a')
    const page = new URL(this.dataset.page ?? '', location.href)
    page.searchParams.set('periode', now.period)
    link.href = page.href
    link.textContent = `Toute la page ${now.words}`
    this.#say(link)
  }

  #say(what: string | Node) {
    this.querySelector('.steps output')?.replaceChildren(what)
  }

  #show(at: number) {
    this.#at = at
    const { periods = [], places = {}, shades = [], things = [] } = this.#dates ?? {}
    const counts = new Map<string, number>()
    for (const link of this.querySelectorAll('svg a')) {
      const [shade = 0, text = ''] = places[link.getAttribute('href')?.split('/').pop() ?? '']?.[at] ?? []
      const name = shades[shade] ?? 'missing'
      counts.set(name, (counts.get(name) ?? 0) + 1)
      this.#paint(link, name, text)
    }
    for (const line of this.querySelectorAll<HTMLElement>('.key [data-shade]')) {
      const small = line.querySelector('small')
      const n = countOf(line.dataset.shade ?? '', counts)
      if (small) small.textContent = `(${n} ${things[n < 2 ? 0 : 1]})`
      line.hidden = n === 0 && !isClass(line.dataset.shade ?? '')
    }
    // The outlined places are told with their values at the date of the page: at another, that would be wrong.
    for (const list of this.querySelectorAll<HTMLElement>('.key'))
      if (!list.querySelector('[data-shade]')) list.hidden = periods[at]?.period !== this.dataset.period
    this.#say(periods[at]?.words ?? '')
    this.#tellSource(periods[at]?.words ?? '')
    this.dispatchEvent(new CustomEvent('date', { detail: at }))
  }

  /** The line of the source names the date of the page: it follows the one shown. */
  #tellSource(words: string) {
    const line = this.querySelector('.chart > .origin')
    const home = this.#dates?.periods.find(({ period }) => period === this.dataset.period)
    if (!line || !home) return
    this.#source ||= line.textContent ?? ''
    line.textContent = this.#source.replace(home.words, words)
  }

  #paint(link: Element, shade: string, text: string) {
    const path = link.querySelector('path')
    const texture = isPlain(shade) ? null : patternOf(this, shade)
    if (texture) path?.setAttribute('fill', `url(#${texture.id})`)
    path?.setAttribute('class', texture ? '' : shade)
    link.querySelector('title')?.replaceChildren(text)
    link.querySelector('text')?.setAttribute('class', 'halo')
  }
}

/** Whether a line of the legend is that of a class: those stay at every date, a status only where some place has it. */
const isClass = (line: string): boolean => /^[qnp]\d$/.test(line)

/** How many places a line of the legend counts: estimates in the class of their number, and all of them in their own line. */
const countOf = (line: string, counts: ReadonlyMap<string, number>): number =>
  [...counts].reduce(
    (sum, [shade, n]) =>
      sum + (shade === line || shade === `e${line}` || (line[0] === 'e' && shade[0] === 'e') ? n : 0),
    0,
  )

customElements.define('map-steps', MapSteps)
