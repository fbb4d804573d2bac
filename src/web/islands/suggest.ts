interface Suggestion {
  readonly label: string
  readonly href: string
}

/** Proposes while one types, under a search form that works without it (ARIA combobox with a list, APG 1.2). */
class SearchBox extends HTMLElement {
  #input: HTMLInputElement | null = null
  #list: HTMLUListElement | null = null
  #items: readonly Suggestion[] = []
  #at = -1
  #asked = 0

  connectedCallback() {
    this.#input = this.querySelector('input[type=search]')
    const form = this.querySelector('form')
    if (!this.dataset.source || !this.#input || !form) return
    this.#list = document.createElement('ul')
    this.#list.className = 'list'
    this.#list.id = `${this.#input.id}-liste`
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', 'Propositions')
    this.#list.hidden = true
    form.append(this.#list)
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-expanded', 'false'],
      ['aria-controls', this.#list.id],
      ['aria-autocomplete', 'list'],
    ] as const)
      this.#input.setAttribute(name, value)
    this.#input.addEventListener('input', () => this.#ask())
    this.#input.addEventListener('keydown', (event) => this.#key(event))
    this.#input.addEventListener('blur', () => setTimeout(() => this.#show([]), 150))
  }

  async #ask() {
    const typed = this.#input?.value.trim() ?? ''
    const turn = ++this.#asked
    if (typed.length < 2) return this.#show([])
    const answer = await fetch(`${this.dataset.source}${encodeURIComponent(typed)}`).catch(() => null)
    if (turn === this.#asked && answer?.ok) this.#show(await answer.json())
  }

  /** What was chosen stays chosen when it is still among what comes. */
  #show(items: readonly Suggestion[]) {
    const chosen = this.#items[this.#at]?.href
    this.#items = items
    this.#at = items.findIndex(({ href }) => href === chosen)
    this.#list?.replaceChildren(
      ...items.map((item, i) => {
        const option = document.createElement('li')
        option.id = `${this.#list?.id}-${i}`
        option.setAttribute('role', 'option')
        option.textContent = item.label
        option.addEventListener('mousedown', () => location.assign(item.href))
        return option
      }),
    )
    if (this.#list) this.#list.hidden = items.length === 0
    this.#input?.setAttribute('aria-expanded', String(items.length > 0))
    this.#mark()
  }

  #key(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && this.#items.length > 0) {
      event.preventDefault()
      this.#at = (this.#at + step + this.#items.length) % this.#items.length
      this.#mark()
    } else if (event.key === 'Escape') this.#show([])
    else if (event.key === 'Enter' && this.#items[this.#at]) {
      event.preventDefault()
      location.assign(this.#items[this.#at]?.href ?? '/')
    }
  }

  #mark() {
    for (const [i, option] of [...(this.#list?.children ?? [])].entries())
      option.setAttribute('aria-selected', String(i === this.#at))
    if (this.#at >= 0) this.#input?.setAttribute('aria-activedescendant', `${this.#list?.id}-${this.#at}`)
    else this.#input?.removeAttribute('aria-activedescendant')
  }
}
customElements.define('search-box', SearchBox)
