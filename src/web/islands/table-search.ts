/** The parts of the page that follow the search: they carry the same id in the answer. */
const PARTS = ['refus', 'compte', 'intitules', 'corps', 'suite', 'figure', 'carte', 'telecharger']
const PAUSE = 300

/**
 * Searches while one types, in the whole table or in a column. It asks for the very page that the form would open and
 * takes its parts, so that without JavaScript the form does the same, with its button.
 */
class TableSearch extends HTMLElement {
  #turn = 0
  #wait: ReturnType<typeof setTimeout> | undefined

  connectedCallback() {
    this.addEventListener('input', (event) => {
      const field = event.target
      if (!(field instanceof HTMLInputElement) || field.form?.id !== 'recherche') return
      clearTimeout(this.#wait)
      this.#wait = setTimeout(() => this.#ask(field.form), PAUSE)
    })
  }

  async #ask(form: HTMLFormElement | null) {
    if (!form) return
    const turn = ++this.#turn
    const asked = new URL(form.action)
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value.trim() !== '') asked.searchParams.set(name, value)
    document.getElementById('corps')?.setAttribute('aria-busy', 'true')
    const answer = await fetch(asked).catch(() => null)
    if (turn !== this.#turn) return
    document.getElementById('corps')?.removeAttribute('aria-busy')
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (turn !== this.#turn) return
    for (const id of PARTS) document.getElementById(id)?.replaceChildren(...(page.getElementById(id)?.childNodes ?? []))
    history.replaceState(null, '', asked)
  }
}
customElements.define('table-search', TableSearch)
