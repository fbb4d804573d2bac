/** A piece of the structure of a PDF, with the texts that it holds in reading order. */
export interface Heard {
  readonly tag: string
  readonly alt: string | null
  /** Attributes of tables and layout, as the file writes them. */
  readonly attributes: string
  readonly text: string
  readonly children: readonly Heard[]
}

export interface ReadPdf {
  readonly pages: number
  /** The catalogue, as the file writes it. */
  readonly catalogue: string
  readonly title: string
  /** What the catalogue refers to under a name, as the file writes it: `MarkInfo`, `ViewerPreferences`, `Metadata`. */
  readonly entry: (name: string) => string
  /** Each page, as the file writes it. */
  readonly pageObjects: readonly string[]
  /** The page of each piece of text, in the order in which they are heard. */
  readonly heardPages: readonly number[]
  readonly structure: Heard
  /** Texts and where their line begins, page by page, in points from the bottom left corner; decoration included. */
  readonly placed: readonly { readonly page: number; readonly x: number; readonly y: number; readonly text: string }[]
  /** Texts that neither the structure nor an artifact holds. */
  readonly stray: readonly string[]
  /** Contents and address of each link. */
  readonly links: readonly (readonly [said: string, href: string])[]
}

/** Reads back an uncompressed PDF of pdfkit: enough of the format to hear what a screen reader would. */
export const readPdf = (bytes: Uint8Array): ReadPdf => {
  const file = Buffer.from(bytes).toString('latin1')
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body] as const),
  )
  const object = (reference: string | undefined) => objects.get(/\d+/.exec(reference ?? '')?.[0] ?? '') ?? ''
  const pages = [...objects].filter(([, body]) => /\/Type \/Page\n/.test(body))
  const marked = new Map<string, string>()
  const [placed, stray]: [{ page: number; x: number; y: number; text: string }[], string[]] = [[], []]
  for (const [page, [id, body]] of pages.entries()) {
    const resources = object(/\/Resources (\d+ 0 R)/.exec(body)?.[1])
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+ 0 R)/g)].map(
        ([, name = '', font]) => [name, lettersOf(object(/\/ToUnicode (\d+ 0 R)/.exec(object(font))?.[1]))] as const,
      ),
    )
    for (const piece of piecesOf(object(/\/Contents (\d+ 0 R)/.exec(body)?.[1]), fonts)) {
      placed.push({ page, x: piece.x, y: piece.y, text: piece.text })
      if (piece.mark === null) stray.push(piece.text)
      else if (piece.mark !== 'Artifact') {
        const key = `${id} ${piece.mark}`
        marked.set(key, (marked.get(key) ?? '') + piece.text)
      }
    }
  }
  const [, catalogue = ''] = [...objects].find(([, body]) => body.includes('/Type /Catalog')) ?? []
  const heardPages: number[] = []
  const numberOf = new Map(pages.map(([id], page) => [id, page]))
  const said = (page: string, mcid: string): string => {
    heardPages.push(numberOf.get(page) ?? -1)
    return marked.get(`${page} ${mcid}`) ?? ''
  }
  const hear = (body: string): Heard => {
    const page = /\/Pg (\d+)/.exec(body)?.[1] ?? ''
    const kids = /\/K \[([^\]]*)\]/.exec(body.replaceAll(/<<[^<>]*\/Type \/OBJR[^<>]*>>/g, ''))?.[1] ?? ''
    const parts = [...kids.matchAll(/(\d+) 0 R|(\d+)/g)].map(([, reference, mcid]) =>
      reference ? hear(objects.get(reference) ?? '') : said(page, mcid ?? ''),
    )
    return {
      tag: /\/S \/(\w+)/.exec(body)?.[1] ?? '',
      alt: stringAfter(body, '/Alt'),
      attributes: /\/A <<([\s\S]*?)>>/.exec(body)?.[1] ?? '',
      text: parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
      children: parts.filter((part) => typeof part !== 'string'),
    }
  }
  const root = object(/\/StructTreeRoot (\d+ 0 R)/.exec(catalogue)?.[1])
  const information = object(/\/Info (\d+ 0 R)/.exec(file.slice(file.lastIndexOf('trailer')))?.[1])
  return {
    ...{ pages: pages.length, catalogue, placed, stray, heardPages },
    entry: (name) => object(new RegExp(`/${name} (\\d+ 0 R)`).exec(catalogue)?.[1]),
    pageObjects: pages.map(([, body]) => body),
    title: stringAfter(` ${object(/\/Title (\d+ 0 R)/.exec(information)?.[1])}`, '') ?? '',
    structure: hear(object(/\/K \[(\d+ 0 R)/.exec(root)?.[1])),
    links: [...objects.values()]
      .filter((body) => body.includes('/Subtype /Link'))
      .map((body) => [
        stringAfter(body, '/Contents') ?? '',
        stringAfter(object(/\/A (\d+ 0 R)/.exec(body)?.[1]), '/URI') ?? '',
      ]),
  }
}

/** Every piece of a structure with that tag. */
export const heardAs = (heard: Heard, tag: string): readonly Heard[] => [
  ...(heard.tag === tag ? [heard] : []),
  ...heard.children.flatMap((child) => heardAs(child, tag)),
]

/** Signs of a font by their number, from its table of meanings. */
const lettersOf = (table: string): ReadonlyMap<number, string> => {
  const letters = new Map<number, string>()
  for (const [, from = '0', list = ''] of table.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/g))
    for (const [i, [, codes = '']] of [...list.matchAll(/<([\da-f ]*)>/g)].entries())
      letters.set(
        Number.parseInt(from, 16) + i,
        String.fromCharCode(...codes.split(' ').map((code) => Number.parseInt(code, 16))),
      )
  return letters
}

type Fonts = ReadonlyMap<string, ReadonlyMap<number, string>>

/** Pieces of text in the order of the page, with the number of the mark that holds each; null outside of any. */
const piecesOf = (stream: string, fonts: Fonts) => {
  const pieces: { x: number; y: number; text: string; mark: string | null }[] = []
  let [font, mark, x, y]: [string, string | null, number, number] = ['', null, 0, 0]
  const signs = /\/(\w+) <<\s*([^<>]*)>> BDC|(EMC)|\/(F\d+) [\d.]+ Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\[([^\]]*)\] TJ/g
  for (const [, tag, options = '', end, face, left, up, shown] of stream.matchAll(signs)) {
    if (tag) mark = tag === 'Artifact' ? tag : (/\/MCID (\d+)/.exec(options)?.[1] ?? null)
    else if (end) mark = null
    else if (face) font = face
    else if (left) [x, y] = [Number(left), Number(up)]
    else if (shown !== undefined) {
      const codes = [...shown.matchAll(/<([\da-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      const text = codes.map((code) => fonts.get(font)?.get(Number.parseInt(code, 16)) ?? '\uFFFD').join('')
      pieces.push({ x, y, text, mark })
    }
  }
  return pieces
}

/** A text of the file after a name: in brackets, escaped, in two-byte signs when they are not plain ones. */
const stringAfter = (body: string, name: string): string | null => {
  const at = body.indexOf(`${name} (`)
  if (at < 0 && !body.startsWith(' (')) return null
  const [, raw = ''] = /\(((?:\\[\s\S]|[^\\)])*)\)/.exec(body.slice(Math.max(at, 0))) ?? []
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const text = raw.replaceAll(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign)
  if (!text.startsWith('\u00FE\u00FF')) return text
  const pairs = text.slice(2).match(/[\s\S]{2}/g) ?? []
  return pairs
    .map(([high = '', low = '']) => String.fromCharCode(high.charCodeAt(0) * 256 + low.charCodeAt(0)))
    .join('')
}
