import type { SheetLine } from '../sheet-line.ts'

/** The producer of a figure, as a link to the rows it comes from. */
export const OriginLink = ({ line }: { readonly line: SheetLine }) =>
  line.origin ? (
    <a href={line.origin.href}>
      {line.origin.producer}
      <span class="hidden"> : les lignes d’où vient « {line.definition.shortName} »</span>
    </a>
  ) : (
    <span>{line.definition.producer}</span>
  )
