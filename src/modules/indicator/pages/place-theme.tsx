import { slug } from '../../../kernel/fold.ts'
import { type MapGround, SmallMap, STATUS_WORDS, type StatedValue, Strip, Trend } from '../../figure/index.ts'
import { capital, type Place, placePath, titleOf } from '../../territory/index.ts'
import { cardPath } from '../card-address.ts'
import type { SheetTheme } from '../place-sheet.ts'
import { placeThemePath } from '../place-theme-path.ts'
import { reunitedNote, reunitedPastSentence } from '../reunited-past.ts'
import type { SheetLine } from '../sheet-line.ts'
import { periodLabel, rankNote, rankPhrase, shortSeries, spreadSentence } from '../sheet-words.ts'
import { changeWords, periodWords, statedText, unitFor } from '../stated-words.ts'
import { OriginLink } from './origin-link.tsx'

/** What the small maps of a page are drawn on, and the values of a theme's leading indicator there. */
export interface ThemeMap {
  readonly ground: MapGround
  /** « les communes de la communauté d’agglomération de l’Auxerrois ». */
  readonly of: string
  readonly here: ReadonlySet<string>
  readonly values: ReadonlyMap<string, StatedValue>
  /** Said when some of its communes are not drawn. */
  readonly note: string | null
}

interface ThemeProps {
  readonly theme: SheetTheme
  readonly place: Place
  /** Places that hold it, the nearest first. */
  readonly beside: readonly Place[]
  readonly map: ThemeMap | null
}

/** The anchor of a theme on the page. */
export const themeAnchor = (name: string): string => `theme-${slug(name)}`

/** A longer table is folded after its first lines. */
const MOST_OPEN = 8
const FIRST_OPEN = 6
/** More than these weigh on a page that few read so far: they have a page of their own. */
const MOST_FOLDED = 12

/** A theme: its leading figure with its past, its peers and its map, then all its figures. */
export const PlaceTheme = ({ theme, place, beside, map }: ThemeProps) => {
  const { leading, lines, name } = theme
  const known = lines.filter(({ stated }) => stated.value !== null)
  const cut = known.length > MOST_OPEN ? FIRST_OPEN : known.length
  const [open, folded] = [known.slice(0, cut), known.slice(cut)]
  return (
    <section class="theme" aria-labelledby={themeAnchor(name)}>
      <h3 id={themeAnchor(name)}>{name}</h3>
      {leading && <Leading line={leading} place={place} map={map} />}
      {open.length > 0 && <LinesTable name={name} lines={open} place={place} beside={beside} />}
      {folded.length > MOST_FOLDED && (
        <p>
          <a href={placeThemePath(place, name)}>
            {`Voir les ${known.length} chiffres`}
            <span class="hidden"> : {name}</span>
          </a>
        </p>
      )}
      {folded.length > 0 && folded.length <= MOST_FOLDED && (
        <details class="plain rest">
          <summary>
            {`Voir les ${folded.length} autres chiffres`}
            <span class="hidden"> : {name}</span>
          </summary>
          <LinesTable name={`${name}, suite`} lines={folded} place={place} beside={beside} />
          <p class="small noprint">
            <a href={placeThemePath(place, name)}>Ce thème sur une page à lui</a>
          </p>
        </details>
      )}
      <AbsentLines lines={lines} />
    </section>
  )
}

/** Names those of some lines that have no number, by reason. */
export const AbsentLines = ({ lines }: { readonly lines: readonly SheetLine[] }) => {
  const unknown = lines.filter(({ stated }) => stated.value === null)
  return unknown.length === 0 ? null : <p class="small soft">{`Sans chiffre ici. ${absentWords(unknown)}`}</p>
}

/** « Secret statistique : Pauvreté, Ménages imposés. Manquant : Population. » */
const absentWords = (lines: readonly SheetLine[]): string => {
  const reasons = [...new Set(lines.map(({ stated }) => stated.status))]
  return reasons
    .map((status) => {
      const names = lines.filter(({ stated }) => stated.status === status).map(({ definition }) => definition.shortName)
      return `${capital(STATUS_WORDS[status])} : ${names.join(', ')}.`
    })
    .join(' ')
}

const Leading = ({
  line,
  place,
  map,
}: {
  readonly line: SheetLine
  readonly place: Place
  readonly map: ThemeMap | null
}) => {
  const { definition, stated, period } = line
  const series = shortSeries(line)
  const { reunited } = line
  const spread = spreadSentence(line)
  const phrase = rankPhrase(line.rank, place.level)
  const shares = { unit: definition.unit, decimals: definition.decimals }
  return (
    <div class="chart leading">
      <div>
        <h4>{definition.name}</h4>
        <p class="big">
          {statedText(stated, definition, false)}
          {stated.value !== null && definition.unit && (
            <small class={definition.unit.length > 2 ? 'under' : undefined}>
              {definition.unit.length > 2 ? ` ${unitFor(stated.value, definition.unit)}` : `\u00A0${definition.unit}`}
            </small>
          )}
        </p>
        <p class="when">{periodWords(period)}</p>
        {phrase && <p>{phrase}</p>}
      </div>
      {series.filter(({ value }) => value.value !== null).length > 1 && (
        <div>
          <p class="what">Au fil du temps</p>
          <Trend label={definition.name} points={series} {...shares} />
          <p class="ends" aria-hidden="true">
            <span>{series[0]?.period}</span>
            <span>{series[series.length - 1]?.period}</span>
          </p>
          {reunited && <p class="small soft">{reunitedPastSentence(reunited, definition)}</p>}
        </div>
      )}
      {spread && stated.value !== null && line.rank && line.rank.alike < line.rank.of && (
        <div>
          <p class="what">Parmi ses pairs</p>
          <Strip label={spread} others={line.peerNumbers} here={stated.value} decimals={definition.decimals} />
          <p class="small soft">{`Médiane : ${statedText({ value: line.rank.median, status: 'value' }, definition)}`}</p>
        </div>
      )}
      {map && (
        <div class="mapped">
          <p class="what">Sur la carte</p>
          <SmallMap
            title={`${definition.slug} ${place.id}`}
            label={`${definition.name}, ${periodWords(period)} : carte des communes ${map.of}. Plus la teinte ressort, plus le chiffre est haut.`}
            {...map}
            {...shares}
          />
        </div>
      )}
    </div>
  )
}

/** How a value was made, in a few words; else how the older one beside it was: « en 2012, somme des communes réunies depuis ». */
const makingNote = ({ stated, before, definition }: SheetLine): string | null => {
  if (stated.making === 'added-up') return 'somme de ses communes'
  if (stated.making === 'worked-out') return 'calculé par le portail'
  if (stated.making === 'rebuilt') return reunitedNote(definition)
  return before?.stated.making === 'rebuilt' ? `${periodWords(before.period)}, ${reunitedNote(definition)}` : null
}

/** Lines with a number, each with its date, its rank, its source and the places that hold this one. */
export const LinesTable = ({
  name,
  lines,
  place,
  beside,
}: {
  readonly name: string
  readonly lines: readonly SheetLine[]
  readonly place: Place
  /** Places that hold it, the nearest first: a column each. */
  readonly beside: readonly Place[]
}) => {
  const columns = beside.filter(({ level }) => lines.some(({ definition }) => definition.levels.includes(level)))
  const names = columns.map(nearby)
  return (
    <table class="sheet">
      <caption class="hidden">{`${name} : les indicateurs`}</caption>
      <colgroup>
        <col class="what" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Indicateur</th>
          <th scope="col" class="num">
            Ici
          </th>
          {columns.map((other) => (
            <th scope="col" class="num">
              <a href={placePath(other)}>{nearby(other)}</a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line line={line} columns={columns} names={names} place={place} />
        ))}
      </tbody>
    </table>
  )
}

const Line = ({
  line,
  columns,
  names,
  place,
}: {
  readonly line: SheetLine
  readonly columns: readonly Place[]
  readonly names: readonly string[]
  readonly place: Place
}) => {
  const { definition, stated, period, before, around } = line
  const change =
    definition.kind === 'flow'
      ? null
      : changeWords(before && { ...before, period: periodLabel(before.period) }, stated, definition)
  const notes = [periodWords(period), change, rankNote(line.rank, place.level), makingNote(line)].filter(
    (note) => note !== null,
  )
  return (
    <tr>
      <th scope="row">
        <a href={`/indicateurs/${definition.slug}`}>{definition.shortName}</a>
        <br />
        <span class="small soft">
          {notes.join(' · ')}
          {' · '}
          <OriginLink line={line} />
          <span class="noprint">
            {' · '}
            <a href={cardPath(definition.slug, place)}>
              Carte à partager<span class="hidden"> : « {definition.shortName} »</span>
            </a>
          </span>
        </span>
      </th>
      <td class="num">
        <strong>{statedText(stated, definition, false)}</strong>
        {stated.value !== null && definition.unit && (
          <span class="unit"> {unitFor(stated.value, definition.unit)}</span>
        )}
      </td>
      {columns.map((column, i) => {
        const other = around.find((one) => one.place === column)
        return other ? (
          <td class="num" data-label={names[i]}>
            {statedText(other.stated, definition, false)}
          </td>
        ) : (
          <td />
        )
      })}
    </tr>
  )
}

/** A place that holds the one of the page, in few words. */
const nearby = (place: Place): string => (place.level === 'epci' ? 'Inter\u00ADcommu\u00ADnalité' : titleOf(place))
