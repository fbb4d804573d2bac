import type { CardJson } from '../card-json.ts'

/*
 * `<icauna-carte><a href="https://…/cartes/…">…</a></icauna-carte>` on any site: the link becomes the card it leads to.
 * Until then, and whenever something fails, the link is what one sees. Only texts of the answer are shown, never HTML.
 */

const STYLE = `
:host { display: block; max-width: 34rem; --ground: #f7f4ed; --ink: #17282b; --soft: #52615f; --river: #12656d; --deep: #0c464c; --ochre: #9c4f1f; --gold: #b98a1d; --rule: #857d6c; }
@media (prefers-color-scheme: dark) { :host { --ground: #142124; --ink: #e9efec; --soft: #a9b8b5; --river: #7cc7c9; --deep: #a9dcdc; --ochre: #e59a63; --gold: #e2b94e; --rule: #7d8f8d; } }
article { container-type: inline-size; background: var(--ground); color: var(--ink); border: 1px solid var(--rule); padding: 1.2em 1.4em; font: 1em/1.45 system-ui, "Segoe UI", Roboto, sans-serif; text-align: left; }
p { margin: 0; }
.place, .big { font-family: "Iowan Old Style", Palatino, Georgia, serif; font-weight: 600; color: var(--deep); line-height: 1.15; overflow-wrap: anywhere; }
.place { font-size: 1.5em; }
.soft { color: var(--soft); }
.big { font-size: clamp(2.6em, 16cqi, 4.4em); margin-top: 0.25em; }
.big small { font-size: 0.45em; }
.none { color: var(--ochre); font-size: 2em; }
.trend { color: var(--ochre); font-weight: 600; }
.rank { margin-top: 0.6em; }
svg { display: block; width: 100%; max-width: 20em; height: auto; margin-top: 0.8em; overflow: visible; }
path { fill: none; stroke: var(--river); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
circle { fill: var(--gold); stroke: var(--ink); stroke-width: 1.4; }
.small { font-size: 0.82em; margin-top: 0.9em; }
a { color: inherit; }
a:focus-visible { outline: 3px solid var(--ochre); outline-offset: 2px; }`

const SVG = 'http://www.w3.org/2000/svg'

const line = (look: string, ...parts: (Node | string | null)[]): HTMLElement | null => {
  const shown = parts.filter((part) => part !== null)
  if (shown.length === 0) return null
  const element = document.createElement('p')
  element.className = look
  element.append(...shown)
  return element
}

/** A link, to the web only. */
const link = (href: string, text: string): HTMLElement => {
  const element = document.createElement('a')
  if (/^https?:/.test(href)) element.href = href
  element.textContent = text
  return element
}

const small = (text: string | null): HTMLElement | null => {
  if (text === null) return null
  const element = document.createElement('small')
  element.textContent = `\u00A0${text}`
  return element
}

const trend = (drawn: CardJson['line']): SVGElement | null => {
  if (!drawn) return null
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${drawn.width} ${drawn.height}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', drawn.path)
  const dot = document.createElementNS(SVG, 'circle')
  dot.setAttribute('cx', String(drawn.last[0]))
  dot.setAttribute('cy', String(drawn.last[1]))
  dot.setAttribute('r', '4')
  svg.append(path, dot)
  return svg
}

const drawn = ({ title, place, indicator, value, words, ...card }: CardJson): HTMLElement => {
  const article = document.createElement('article')
  article.lang = 'fr'
  article.setAttribute('aria-label', title)
  const parts = [
    line('place', link(card.href, place.name)),
    line('soft', indicator.name),
    line(value === null ? 'big none' : 'big', words.large, small(words.beside)),
    line('', words.under),
    line('', words.why),
    line('trend', words.trend),
    trend(card.line),
    line('rank', words.rank),
    line(
      'small soft',
      'Source : ',
      card.rows ? link(card.rows, words.source) : words.source,
      `. ${words.edition}. `,
      link(card.href, card.portal),
      ...(card.edition.frozen ? [' · ', link(card.current, 'Le chiffre d’aujourd’hui')] : []),
    ),
  ]
  article.append(...parts.filter((part) => part !== null))
  return article
}

class IcaunaCarte extends HTMLElement {
  connectedCallback() {
    // While the page is still being read, the link inside may not be there yet.
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.#show(), { once: true })
    else this.#show()
  }

  async #show() {
    try {
      const address = this.querySelector('a')?.href
      if (!address || this.shadowRoot) return
      const url = new URL(address)
      url.pathname += '.json'
      const answer = await fetch(url, { credentials: 'omit' })
      if (!answer.ok) return
      const article = drawn(await answer.json())
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(STYLE)
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheet]
      root.append(article)
    } catch {
      // The link stays.
    }
  }
}
if (!customElements.get('icauna-carte')) customElements.define('icauna-carte', IcaunaCarte)
