import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Site } from './site.ts'

export interface PageProps {
  readonly site: Site
  /** Without the portal's name, which is added. */
  readonly title: string
  readonly description?: string | undefined
  /** Which entry of the main menu is current. */
  readonly here?: 'accueil' | 'territoires' | 'donnees' | 'api' | 'atelier' | undefined
  /** Canonical path, with its query when it matters. */
  readonly path?: string | undefined
  /** Islands this page uses, by file name: `suggest` loads `islands/suggest.js`. */
  readonly islands?: readonly string[] | undefined
  readonly children: ComponentChildren
}

/** The frame of every page: head, skip link, banner, menu, main, footer. */
export const Page = (p: PageProps) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${p.title} – ${p.site.name}`}</title>
      {p.description && <meta name="description" content={p.description} />}
      <link rel="stylesheet" href={p.site.asset('styles.css')} />
      {(p.islands ?? []).map((name) => (
        <script type="module" src={p.site.asset(`islands/${name}.js`)} />
      ))}
    </head>
    <body>
      <main id="contenu">{p.children}</main>
    </body>
  </html>
)

/** The page's HTML, doctype included. */
export const renderPage = (page: Parameters<typeof renderToString>[0]): string =>
  `<!doctype html>${renderToString(page)}`
