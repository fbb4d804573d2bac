interface MapDates {
  readonly periods: readonly { readonly period: string; readonly words: string }[]
  readonly shades: readonly string[]
  readonly places: Readonly<Record<string, readonly (readonly [shade: number, text: string])[]>>
}

const PAUSE = 1400

/**
 * Plays a map through its dates: the shade and the text of each place change, the legend counts again. The links to the
 * dates before and after stay, and work without it. Nothing plays for who prefers still pages.
 */
class MapSteps extends HTMLElement {
  #dates: MapDates | null = null
  #at = 0
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

  async #play() {
    this.#dates ??= await fetch(this.dataset.source ?? '')
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null)
    const { periods = [] } = this.#dates ?? {}
    if (periods.length === 0 || this.#timer) return
    this.#at = Math.max(
      0,
      periods.findIndex(({ period }) => period === this.dataset.period),
    )
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
    this.querySelector('.steps output')?.replaceChildren(link)
  }

  #show(at: number) {
    this.#at = at
    const { periods = [], places = {}, shades = [] } = this.#dates ?? {}
    const counts = new Map<string, number>()
    for (const link of this.querySelectorAll('svg a')) {
      const [shade = 0, text = ''] = places[link.getAttribute('href')?.split('/').pop() ?? '']?.[at] ?? []
      const name = shades[shade] ?? 'missing'
      counts.set(name, (counts.get(name) ?? 0) + 1)
      this.#paint(link, name, text)
    }
    for (const line of this.querySelectorAll<HTMLElement>('.key [data-shade]')) {
      const small = line.querySelector('small')
      const n = counts.get(line.dataset.shade ?? '') ?? 0
      if (small) small.textContent = `(${n})`
    }
    // The outlined places are told with their values at the date of the page: at another, that would be wrong.
    for (const list of this.querySelectorAll<HTMLElement>('.key'))
      if (!list.querySelector('[data-shade]')) list.hidden = periods[at]?.period !== this.dataset.period
    const said = this.querySelector('.steps output')
    if (said) said.textContent = periods[at]?.words ?? ''
  }

  #paint(link: Element, shade: string, text: string) {
    const path = link.querySelector('path')
    const texture = /^[qp]\d/.test(shade) ? null : this.querySelector(`pattern[id$="${shade}"]`)
    if (texture) path?.setAttribute('fill', `url(#${texture.id})`)
    path?.setAttribute('class', texture ? '' : shade)
    link.querySelector('title')?.replaceChildren(text)
    link.querySelector('text')?.setAttribute('class', 'halo')
  }
}
customElements.define('map-steps', MapSteps)
