import { count } from '../../../kernel/french.ts'
import { Page, PageHead, type Site } from '../../../web/index.ts'
import { ofPlace, type Place, placePath, titleOf } from '../../territory/index.ts'
import type { PlaceSheet, SheetTheme } from '../place-sheet.ts'
import { placeThemePath } from '../place-theme-path.ts'
import { AbsentLines, LinesTable, themeAnchor } from './place-theme.tsx'

interface Props {
  readonly site: Site
  readonly place: Place
  readonly sheet: PlaceSheet
  readonly theme: SheetTheme
}

/** Every figure of a place in one theme, none folded, and the way to its other themes. */
export const PlaceThemePage = ({ site, place, sheet, theme }: Props) => {
  const known = theme.lines.filter(({ stated }) => stated.value !== null)
  const [title, of] = [titleOf(place), ofPlace(place)]
  return (
    <Page
      site={site}
      title={`${theme.name}, ${title}`}
      here="territoires"
      path={placeThemePath(place, theme.name)}
      image={`/images${placeThemePath(place, theme.name)}.png`}
      description={`${theme.name} : les chiffres ${of}, chacun avec sa date, son rang et sa source.`}
      band={
        <PageHead
          trail={[
            ['/territoires', 'Territoires'],
            [placePath(place), title],
          ]}
          here={theme.name}
          kicker={[<strong>{title}</strong>]}
          title={theme.name}
          lead={`${count(known.length, 'chiffre')} ${of}, chacun avec sa date${sheet.peers ? `, son rang parmi les ${sheet.peers.group}` : ''} et les lignes d’où il vient.`}
        />
      }
    >
      <section aria-labelledby="chiffres">
        <h2 id="chiffres">Tous les chiffres</h2>
        {known.length > 0 && <LinesTable name={theme.name} lines={known} place={place} beside={sheet.beside} />}
        <AbsentLines lines={theme.lines} />
      </section>
      <nav aria-labelledby="ailleurs" class="noprint">
        <h2 id="ailleurs">Les autres thèmes {of}</h2>
        <ul class="tags">
          {sheet.themes
            .filter(({ name, leading }) => name !== theme.name && leading !== null)
            .map(({ name }) => (
              <li>
                <a class="tag" href={`${placePath(place)}#${themeAnchor(name)}`}>
                  {name}
                </a>
              </li>
            ))}
        </ul>
      </nav>
    </Page>
  )
}
