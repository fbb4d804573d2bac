/** An HTML element with its properties and what it holds. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** A button and what it does. */
export const button = (text: string, onClick: () => void, className = 'quiet'): HTMLButtonElement => {
  const made = element('button', { type: 'button', className, textContent: text })
  made.addEventListener('click', onClick)
  return made
}
