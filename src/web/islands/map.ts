/**
 * Offers a map that moves. Nothing of it is fetched before the reader asks, by the button or by an address that says it
 * open; a failure is said, and may be tried again.
 */
class MapOnRequest extends HTMLElement {
  #button = document.createElement('button')
  #said = document.createElement('p')

  connectedCallback() {
    this.#button.type = 'button'
    this.#button.className = 'quiet'
    this.#button.textContent = this.dataset.button ?? 'Ouvrir la carte'
    this.#button.addEventListener('click', () => this.#open())
    this.#said.setAttribute('role', 'status')
    this.prepend(this.#button, this.#said)
    if (this.dataset.hash && location.hash.startsWith(`#${this.dataset.hash}=`)) this.#open()
  }

  async #open() {
    if (this.hasAttribute('aria-busy')) return
    this.setAttribute('aria-busy', 'true')
    this.#said.textContent = 'La carte arrive…'
    try {
      const { openMap } = await import(this.dataset.view ?? '')
      await openMap(this, () => {
        this.prepend(this.#button)
        this.#button.focus()
      })
      this.#button.remove()
      this.#said.textContent = ''
    } catch (error) {
      this.#said.textContent =
        error instanceof Error && error.name === 'NoDrawing'
          ? error.message
          : 'La carte n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez. Le tableau dit la même chose.'
    }
    this.removeAttribute('aria-busy')
  }
}
customElements.define('map-on-request', MapOnRequest)
