import type { Place } from '../../territory/index.ts'
import type { PlaceSheet } from '../place-sheet.ts'
import { absences, passedOverSentence } from '../sheet-words.ts'
import { PlaceTheme, type ThemeMap, themeAnchor } from './place-theme.tsx'

interface Props {
  readonly place: Place
  readonly sheet: PlaceSheet
  /** The map of each theme, by its name. */
  readonly maps: ReadonlyMap<string, ThemeMap>
}

/** What indicators say of a place, theme by theme: value, date, past, what holds the place, source. */
export const PlaceIndicators = ({ place, sheet, maps }: Props) => {
  const told = sheet.themes.filter(({ leading }) => leading !== null)
  const silent = sheet.themes.filter(({ leading }) => leading === null)
  if (sheet.themes.length === 0) return null
  if (told.length === 0)
    return (
      <section class="themes">
        <Missing sheet={sheet} />
      </section>
    )
  return (
    <section aria-labelledby="indicateurs" class="themes">
      <h2 id="indicateurs">Thème par thème</h2>
      <nav aria-label="Thèmes de la page" class="noprint">
        <ul class="tags">
          {told.map(({ name }) => (
            <li>
              <a class="tag" href={`#${themeAnchor(name)}`}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {sheet.peers && (
        <p>
          Rangs donnés parmi les {sheet.peers.group}, le chiffre le plus haut d’abord.{' '}
          <a href="/methode/pairs">Comment ces pairs sont choisis</a>
        </p>
      )}
      <Reading peers={sheet.peers} map={[...maps.values()][0] ?? null} />
      {told.map((theme) => (
        <PlaceTheme theme={theme} place={place} beside={sheet.beside} map={maps.get(theme.name) ?? null} />
      ))}
      {silent.length > 0 && (
        <p>{`Aucun chiffre ici dans ${silent.length > 1 ? 'ces autres thèmes' : 'cet autre thème'} : ${silent.map(({ name }) => name).join(', ')}.`}</p>
      )}
      <p class="origin">
        {sheet.strengths.length > 0 && 'Les thèmes où le lieu a un point fort viennent en premier. '}
        Quand une série a beaucoup de points, les petites courbes en gardent un par an.
      </p>
      <Missing sheet={sheet} />
    </section>
  )
}

/** How the small drawings of every theme are read, said once for all of them. */
const Reading = ({ peers, map }: Pick<PlaceSheet, 'peers'> & { readonly map: ThemeMap | null }) => {
  const told = [
    peers &&
      'Dans les dessins « Parmi ses pairs », la barre dorée est ce lieu. Le pointillé est la médiane : la moitié des pairs est au-dessus, l’autre au-dessous.',
    map && `Les cartes montrent les communes ${map.of}${map.here.size > 0 ? ' ; le contour épais est ce lieu' : ''}.`,
    map?.note,
  ].filter(Boolean)
  return told.length === 0 ? null : <p class="small soft">{told.join(' ')}</p>
}

/** What is not on the page, by reason. */
const Missing = ({ sheet }: { readonly sheet: PlaceSheet }) => {
  const found = absences(sheet)
  const passed = passedOverSentence(sheet)
  if (found.length === 0) return null
  return (
    <details class="plain">
      <summary>Ce qui manque sur cette page, et pourquoi</summary>
      <p>Rien n’est inventé à la place de ce qui manque.{passed && ` Parmi les grands chiffres, ${passed}`}</p>
      <dl class="absent">
        {found.map(({ why, names }) => (
          <div>
            <dt>{why}</dt>
            <dd>{names.join(', ')}.</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
