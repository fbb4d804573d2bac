import type { JSX } from 'preact'

/** Our custom elements, as TSX knows them. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'search-box': JSX.HTMLAttributes<HTMLElement> & { 'data-source'?: string | undefined }
      'table-search': JSX.HTMLAttributes<HTMLElement>
      'copy-code': JSX.HTMLAttributes<HTMLElement>
    }
  }
}
