import type { JSX } from 'preact'

/** Our custom elements, as TSX knows them. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'search-box': JSX.HTMLAttributes<HTMLElement> & { 'data-source'?: string | undefined }
      /** Addresses of what the map is made of, fetched when the reader asks for it. */
      'map-on-request': JSX.HTMLAttributes<HTMLElement> & Readonly<Record<`data-${string}`, string | undefined>>
      'table-search': JSX.HTMLAttributes<HTMLElement>
      'map-steps': JSX.HTMLAttributes<HTMLElement> & {
        'data-source': string
        'data-period': string
        'data-page': string
      }
      'copy-code': JSX.HTMLAttributes<HTMLElement>
    }
  }
}
