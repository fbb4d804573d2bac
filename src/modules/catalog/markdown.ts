import MarkdownIt from 'markdown-it'

const renderer = new MarkdownIt({ html: false, linkify: true, breaks: false }).disable(['image'])

// The page keeps the only first title: those of a description begin as many levels under it as the page asks.
renderer.core.ruler.push('lower-headings', (state) => {
  for (const token of state.tokens)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + Number(state.env.lower))}`
})
renderer.core.ruler.push('careful-links', (state) => {
  for (const token of state.tokens.flatMap((block) => block.children ?? []))
    if (token.type === 'link_open') token.attrSet('rel', 'nofollow ugc noopener')
})

/** Markdown to HTML that holds no script, no image from elsewhere and no first title. HTML in the text is shown as text. */
export const renderMarkdown = (text: string, lower = 2): string => renderer.render(text, { lower })
