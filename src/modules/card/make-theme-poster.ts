import { count } from '../../kernel/french.ts'
import { isOfTheme, readSheetOf, type SheetReaderDeps } from '../indicator/index.ts'
import { type Level, ofPlace, type PlaceStore, titleOf } from '../territory/index.ts'
import { type MadePoster, MOST_FIGURES } from './poster.ts'
import { posterFigure } from './poster-figures.ts'

export interface ThemePosterDeps extends SheetReaderDeps {
  readonly places: SheetReaderDeps['places'] & Pick<PlaceStore, 'byCode'>
}

/**
 * Gathers what the picture of a place in one theme says: the figure that leads the theme on its page, then its next ones;
 * undefined when the place has no such theme. The theme is named as its address names it: `logement`.
 */
export const themePosterOf = (deps: ThemePosterDeps) => {
  const read = readSheetOf(deps)
  return async (level: Level, code: string, named: string): Promise<MadePoster | undefined> => {
    const place = await deps.places.byCode(level, code, deps.today())
    const theme = place && (await read(place)).themes.find(({ name }) => isOfTheme(name, named))
    if (!place || !theme) return undefined
    const { leading, lines } = theme
    const known = lines.filter(({ stated }) => stated.value !== null)
    const told = leading ? [leading, ...known.filter((line) => line !== leading)].slice(0, MOST_FIGURES) : []
    const shown = new Map((await deps.known.shown()).map((indicator) => [indicator.definition.slug, indicator]))
    const figures = told.flatMap(({ definition: { slug } }) => {
      const indicator = shown.get(slug)
      return (indicator && posterFigure(indicator, place)) ?? []
    })
    const poster = {
      kind: titleOf(place),
      title: theme.name,
      sentence:
        known.length > 0
          ? `${count(known.length, 'chiffre')} ${ofPlace(place)}, chacun avec sa date et sa source.`
          : `Dans ce thème, aucun chiffre n’est connu ${ofPlace(place)}.`,
      figures,
      source: [...new Set((told.length > 0 ? told : lines).map(({ definition }) => definition.producer))].join(', '),
    }
    return { poster, place }
  }
}
