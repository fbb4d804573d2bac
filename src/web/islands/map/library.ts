import type * as MapLibre from 'maplibre-gl'
import { element } from './element.ts'
import { canDraw } from './live-map.ts'

/** This machine draws no map: its message tells the reader what to do. */
class NoDrawing extends Error {
  override readonly name = 'NoDrawing'
}

/** Refuses, in words for the reader, where nothing can be drawn: asked before anything is fetched. */
export const mustDraw = (): void => {
  if (!canDraw())
    throw new NoDrawing(
      'Ce navigateur ne peut pas dessiner la carte : il lui manque WebGL. Essayez un autre navigateur, ou activez l’accélération graphique dans ses réglages. Le tableau dit la même chose.',
    )
}

/** The library that draws, its worker and the styles of what is drawn, from the addresses that an element holds in its data. */
export const mapLibrary = async ({
  library = '',
  worker = '',
  style = '',
}: Readonly<DOMStringMap>): Promise<typeof MapLibre> => {
  const [found] = await Promise.all([import(library) as Promise<typeof MapLibre>, styled(style)])
  found.setWorkerUrl(new URL(worker, location.href).href)
  return found
}

/** Adds a sheet of styles to the page, once; ends when it is there. */
const styled = (path: string): Promise<void> =>
  new Promise((done, fail) => {
    if (document.querySelector(`link[href="${path}"]`)) return done()
    const link = element('link', { rel: 'stylesheet', href: path })
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => {
      link.remove()
      fail(new Error('no styles'))
    })
    document.head.append(link)
  })
