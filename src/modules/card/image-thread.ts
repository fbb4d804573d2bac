import { parentPort } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { FONT_FILES } from './fonts.node.ts'

// The body of the drawing thread: a picture comes in, its pixels or its outlines go out.
const font = { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES), defaultFontFamily: 'Source Sans 3' }
parentPort?.on('message', ({ svg, as }: { readonly svg: string; readonly as: 'png' | 'svg' }) => {
  try {
    const picture = new Resvg(svg, { font, logLevel: 'off' })
    parentPort?.postMessage({ bytes: as === 'png' ? picture.render().asPng() : Buffer.from(picture.toString()) })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
