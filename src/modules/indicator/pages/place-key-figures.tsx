import { KeyFigure } from '../../figure/index.ts'
import type { Level } from '../../territory/index.ts'
import type { SheetLine } from '../sheet-line.ts'
import { rankPhrase, shortSeries } from '../sheet-words.ts'
import { hasFixedDecimals, periodWords, unitFor } from '../stated-words.ts'
import { OriginLink } from './origin-link.tsx'

/** The large figures of a place: each with its past, its place among peers, its date and its source. */
export const PlaceKeyFigures = ({ lines, level }: { readonly lines: readonly SheetLine[]; readonly level: Level }) =>
  lines.length === 0 ? null : (
    <section aria-labelledby="chiffres">
      <h2 id="chiffres" class="hidden">
        En quelques chiffres
      </h2>
      <div class="keys first">
        {lines.map((line) => (
          <KeyFigure
            label={line.definition.shortName}
            value={line.stated}
            unit={line.stated.value === null ? null : unitFor(line.stated.value, line.definition.unit)}
            decimals={line.definition.decimals}
            fixed={hasFixedDecimals(line.definition.kind)}
            period={periodWords(line.period)}
            trend={shortSeries(line)}
            sentence={rankPhrase(line.rank, level) ?? ''}
            source={<OriginLink line={line} />}
          />
        ))}
      </div>
    </section>
  )
