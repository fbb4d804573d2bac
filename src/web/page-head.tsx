import type { ComponentChildren } from 'preact'
import { Breadcrumb } from './parts.tsx'

export interface PageHeadProps {
  readonly trail: readonly (readonly [href: string, label: string])[]
  /** The last step of the trail; the title when absent. */
  readonly here?: string | undefined
  /** What kind of thing this is, in a few short pieces. */
  readonly kicker?: readonly ComponentChildren[] | undefined
  readonly title: string
  /** The one sentence to read when one reads only one. */
  readonly lead?: ComponentChildren
  /** `big` for the name of a place, `tabbed` when links to the parts of the page close the head. */
  readonly look?: 'big' | 'tabbed' | undefined
  /** Beside the title and the sentence: a small drawing. */
  readonly beside?: ComponentChildren
  readonly children?: ComponentChildren
}

/** A large title of more letters would fill the first screen by itself. */
const LONG = 26

/** The head of a page, across its whole width: where one is, the title in large, the first sentence. */
export const PageHead = (p: PageHeadProps) => (
  <div class={['head', p.look, p.look === 'big' && p.title.length > LONG && 'long'].filter(Boolean).join(' ')}>
    <div class="page">
      <Breadcrumb trail={p.trail} here={p.here ?? p.title} />
      {p.beside ? (
        <div class="with-drawing">
          <Words {...p} />
          <div class="drawing">{p.beside}</div>
        </div>
      ) : (
        <Words {...p} />
      )}
      {p.children}
    </div>
  </div>
)

const Words = ({ kicker, title, lead }: PageHeadProps) => (
  <>
    {kicker && (
      <p class="kicker">
        {kicker.map((piece) => (
          <span>{piece}</span>
        ))}
      </p>
    )}
    <h1>{title}</h1>
    {lead && <p class="lead">{lead}</p>}
  </>
)
