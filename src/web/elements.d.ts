import type { JSX } from 'preact'

/** Our custom elements, as TSX knows them. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'search-box': JSX.HTMLAttributes<HTMLElement> & { 'data-source'?: string | undefined }
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
