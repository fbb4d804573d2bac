import type { ComponentChildren } from 'preact'
import { formatNumber } from '../kernel/french.ts'

/** Where the page stands: links to what holds it; the page itself comes last, without a link. */
export const Breadcrumb = ({
  trail,
  here,
}: {
  readonly trail: readonly (readonly [href: string, label: string])[]
  readonly here: string
}) => (
  <nav class="crumbs" aria-label="Fil d’Ariane">
    <ol>
      <li>
        <a href="/">Accueil</a>
      </li>
      {trail.map(([href, label]) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
      <li aria-current="page">{here}</li>
    </ol>
  </nav>
)

/** A remark set apart: `kind` tells how it is coloured; its words must say it too. */
export const Notice = ({
  kind = '',
  children,
  role,
}: {
  readonly kind?: '' | 'bad' | 'good'
  readonly children: ComponentChildren
  readonly role?: 'status' | 'alert'
}) => (
  <div class={`note ${kind}`} role={role}>
    {children}
  </div>
)

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly required?: boolean | undefined
}

const Wrapped = ({
  name,
  label,
  hint,
  error,
  required,
  children,
}: FieldProps & { readonly children: ComponentChildren }) => (
  <div class="field">
    <label for={name}>
      {label}
      {required && ' (obligatoire)'}
    </label>
    {hint && (
      <p class="hint" id={`${name}-aide`}>
        {hint}
      </p>
    )}
    {children}
    {error && (
      <p class="wrong" id={`${name}-erreur`}>
        {error}
      </p>
    )}
  </div>
)

const described = ({ name, hint, error }: FieldProps) => ({
  id: name,
  name,
  'aria-describedby': [hint && `${name}-aide`, error && `${name}-erreur`].filter(Boolean).join(' ') || undefined,
  'aria-invalid': error ? ('true' as const) : undefined,
})

/** A line of text to fill in, with its label, its help and its mistake tied to it. */
export const TextField = (
  p: FieldProps & { readonly value?: string | undefined; readonly secret?: boolean; readonly autocomplete?: string },
) => (
  <Wrapped {...p}>
    {p.secret ? (
      <input {...described(p)} type="password" required={p.required} autocomplete={p.autocomplete} />
    ) : (
      <input {...described(p)} type="text" value={p.value} required={p.required} autocomplete={p.autocomplete} />
    )}
  </Wrapped>
)

/** Several lines to fill in. */
export const TextArea = (p: FieldProps & { readonly value?: string | undefined }) => (
  <Wrapped {...p}>
    <textarea {...described(p)} required={p.required}>
      {p.value}
    </textarea>
  </Wrapped>
)

/** One choice in a closed list. */
export const Select = (
  p: FieldProps & {
    readonly value?: string | undefined
    readonly options: readonly (readonly [value: string, label: string])[]
  },
) => (
  <Wrapped {...p}>
    <select {...described(p)} required={p.required}>
      {p.options.map(([value, label]) => (
        <option value={value} selected={value === (p.value ?? '')}>
          {label}
        </option>
      ))}
    </select>
  </Wrapped>
)

/** A search form that works as a plain form; the island `suggest` adds propositions while typing. */
export const SearchForm = (p: {
  readonly action: string
  readonly label: string
  readonly value?: string
  readonly name?: string
  readonly suggestions?: string
  readonly children?: ComponentChildren
}) => (
  <search-box data-source={p.suggestions}>
    {/* biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser and screen reader in use. */}
    <form class="search" action={p.action} role="search">
      <label class="hidden" for={`q${p.action.replaceAll('/', '-')}`}>
        {p.label}
      </label>
      <input
        id={`q${p.action.replaceAll('/', '-')}`}
        type="search"
        name={p.name ?? 'q'}
        value={p.value}
        placeholder={p.label}
        autocomplete="off"
      />
      <button type="submit">Chercher</button>
      {p.children}
    </form>
  </search-box>
)

/** A table in a region that scrolls by itself and that the keyboard reaches. */
export const Table = ({
  caption,
  look,
  children,
}: {
  readonly caption: string
  /** A class of its own. */
  readonly look?: string
  readonly children: ComponentChildren
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1).
  <section class="scroll" aria-label={caption} tabIndex={0}>
    <table class={look}>
      <caption>{caption}</caption>
      {children}
    </table>
  </section>
)

/** Links to the other pages of a list; `href` gives the address of a page. */
export const Pagination = ({
  page,
  pages,
  href,
}: {
  readonly page: number
  readonly pages: number
  readonly href: (page: number) => string
}) => {
  if (pages <= 1) return null
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages)
  return (
    <nav aria-label="Pages">
      <ul class="pages">
        {page > 1 && (
          <li>
            <a href={href(page - 1)} rel="prev">
              Précédente
            </a>
          </li>
        )}
        {shown.map((n) => (
          <li>
            {n === page ? (
              <span aria-current="page">
                <span class="hidden">Page </span>
                {formatNumber(n)}
              </span>
            ) : (
              <a href={href(n)}>
                <span class="hidden">Page </span>
                {formatNumber(n)}
              </a>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <a href={href(page + 1)} rel="next">
              Suivante
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** Large figures side by side, each with what it counts and where it comes from. */
export const KeyFigures = ({
  items,
}: {
  readonly items: readonly { readonly value: string; readonly label: string; readonly source: string }[]
}) => (
  <dl class="figures">
    {items.map((item) => (
      <div>
        <dt>{item.label}</dt>
        <dd class="big">{item.value}</dd>
        <dd class="source">{item.source}</dd>
      </div>
    ))}
  </dl>
)
