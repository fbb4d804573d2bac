import type { ComponentChildren } from 'preact'
import type { Site } from './site.ts'
import { writeHtml } from './write-html.ts'

export interface PageProps {
  readonly site: Site
  /** Without the portal's name, which is added. */
  readonly title: string
  readonly description?: string | undefined
  /** Which entry of the main menu is current. */
  readonly here?: 'accueil' | 'territoires' | 'indicateurs' | 'donnees' | 'api' | 'atelier' | undefined
  /** Canonical path, with its query when it matters. */
  readonly path?: string | undefined
  /** Islands this page uses, by file name: `suggest` loads `islands/suggest.js`. */
  readonly islands?: readonly string[] | undefined
  /** Seconds before the page asks for itself again: progress without a script. */
  readonly refresh?: number | undefined
  /** A block of schema.org facts, for search engines. */
  readonly facts?: object | undefined
  /** Path of the picture that stands for the page where its link is pasted: PNG, 1200 × 630. */
  readonly image?: string | undefined
  /** Other forms of the page, for programs. */
  readonly links?: readonly PageLink[] | undefined
  /** False for a page that stands in a frame on another site: no banner, no menu, no footer. */
  readonly frame?: false | undefined
  /** Across the whole width, above the column of text: the head of the page. */
  readonly band?: ComponentChildren
  readonly children?: ComponentChildren
}

/** A `<link>` in the head of a page; `href` is absolute. */
export interface PageLink {
  readonly rel: string
  readonly type: string
  readonly href: string
  readonly title: string
}

const MENU = [
  ['territoires', '/territoires', 'Territoires'],
  ['indicateurs', '/indicateurs', 'Indicateurs'],
  ['donnees', '/donnees', 'Données'],
  ['api', '/api', 'API'],
  ['atelier', '/atelier', 'Atelier'],
] as const

/** The frame of every page: head, skip link, banner, menu, main, footer. */
export const Page = (p: PageProps) => (
  <html lang="fr">
    <Head {...p} />
    {p.frame === false ? <Framed {...p} /> : <Whole {...p} />}
  </html>
)

const Framed = (p: PageProps) => (
  <body class="framed">
    <main id="contenu">
      <div class="page">{p.children}</div>
    </main>
  </body>
)

const Whole = (p: PageProps) => (
  <body>
    <a class="skip" href="#contenu">
      Aller au contenu
    </a>
    <header class="top">
      <div class="page">
        <a class="brand" href="/">
          <Mark />
          <span>
            {p.site.name}
            <small>Les données ouvertes {p.site.ofTerritory}</small>
          </span>
        </a>
        <nav class="menu" aria-label="Menu principal">
          <ul>
            {MENU.map(([key, href, label]) => (
              <li>
                <a href={href} aria-current={p.here === key ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
    <main id="contenu" tabindex={-1}>
      {p.band}
      {p.children && <div class="page">{p.children}</div>}
    </main>
    <Footer site={p.site} />
  </body>
)

const Head = (p: PageProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    {p.refresh && <meta http-equiv="refresh" content={String(p.refresh)} />}
    <title>{p.here === 'accueil' ? `${p.site.name}, ${p.title}` : `${p.title} – ${p.site.name}`}</title>
    {p.description && <meta name="description" content={p.description} />}
    {p.path && <link rel="canonical" href={p.site.publicUrl + p.path} />}
    {p.path && <meta property="og:url" content={p.site.publicUrl + p.path} />}
    <meta property="og:type" content="website" />
    <meta property="og:locale" content="fr_FR" />
    <meta property="og:title" content={p.title} />
    {p.description && <meta property="og:description" content={p.description} />}
    <meta property="og:site_name" content={p.site.name} />
    {p.image && <Picture site={p.site} path={p.image} words={[p.title, p.description].filter(Boolean).join(' : ')} />}
    {(p.links ?? []).map((link) => (
      <link {...link} />
    ))}
    <meta name="theme-color" content="#12656d" />
    <link rel="icon" href={ICON} />
    <link rel="stylesheet" href={p.site.asset('styles.css')} />
    {(p.islands ?? []).map((name) => (
      <script type="module" src={p.site.asset(`islands/${name}.js`)} />
    ))}
    {p.facts && (
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(p.facts).replaceAll('<', '\\u003c') }}
      />
    )}
  </head>
)

/** What social networks show beside a link. */
const Picture = ({ site, path, words }: { readonly site: Site; readonly path: string; readonly words: string }) => (
  <>
    <meta property="og:image" content={site.publicUrl + path} />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta property="og:image:alt" content={words} />
    <meta name="twitter:card" content="summary_large_image" />
  </>
)

const CURVE = 'M6 3c9 6 1 10 10 15s3 9 10 12'
const ICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#12656d"/><path d="${CURVE}" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round"/></svg>`)}`

/** Our sign: a bend of the river. */
const Mark = () => (
  <svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#12656d" />
    <path d={CURVE} fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" />
    <circle cx="24" cy="9" r="2.6" fill="#e2b94e" />
  </svg>
)

const DOORS = [
  [
    'Découvrir',
    [
      ['/territoires', 'Communes et territoires'],
      ['/donnees', 'Catalogue des données'],
      ['/organisations', 'Producteurs'],
    ],
  ],
  [
    'Réutiliser',
    [
      ['/cartes', 'Cartes à partager'],
      ['/api', 'Documentation de l’API'],
      ['/api/v1/openapi.json', 'Contrat OpenAPI'],
      ['/atelier', 'Publier des données'],
    ],
  ],
  [
    'Ce portail',
    [
      ['/accessibilite', 'Accessibilité : non évaluée'],
      ['/mentions-legales', 'Mentions légales'],
      ['/donnees-personnelles', 'Données personnelles'],
      ['/plan-du-site', 'Plan du site'],
    ],
  ],
] as const

const Footer = ({ site }: { readonly site: Site }) => (
  <footer class="foot">
    <div class="page">
      <p class="promise">
        <strong>Chaque chiffre dit d’où il vient.</strong>
        {site.name} rassemble les données publiques {site.ofTerritory} et les rend lisibles : la source, la date et les
        lignes sont toujours à un clic. Ce qui manque est dit, rien n’est inventé.
      </p>
      {DOORS.map(([title, links]) => (
        <nav aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {links.map(([href, label]) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
      ))}
    </div>
  </footer>
)

/** The page's HTML in UTF-8, doctype included, with the spaces that French signs hold to their words. */
export const renderPage = (page: ComponentChildren): Buffer => writeHtml(page, '<!doctype html>')
