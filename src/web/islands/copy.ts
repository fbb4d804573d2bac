/** Adds a button that copies the code it holds. */
class CopyCode extends HTMLElement {
  connectedCallback() {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quiet'
    button.textContent = 'Copier'
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText((this.querySelector('pre, p, textarea')?.textContent ?? '').trim())
      button.textContent = 'Copié'
    })
    this.append(button)
  }
}
customElements.define('copy-code', CopyCode)
