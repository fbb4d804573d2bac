import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { layOut } from './lay-out.ts'
import { PAGE } from './look.ts'
import type { SheetContent } from './sheet-content.ts'
import { type Face, isMark, type Mark, type Measure, type Node } from './typeset.ts'

const font = (path: string) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`)))
const FONTS: Readonly<Record<Face, Buffer>> = {
  sans: font('source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  bold: font('source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
  serif: font('source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'),
}

/** PDF/UA-1, which the library writes and its types do not know. */
const UNIVERSAL: object = { subset: 'PDF/UA' }

/** A sheet as a tagged PDF of two pages. The same content gives the same bytes. `compress: false` leaves its streams readable. */
export const printSheet = async (content: SheetContent, { compress = true } = {}): Promise<Buffer> => {
  const document = new PDFDocument({
    autoFirstPage: false,
    font: '',
    compress,
    pdfVersion: '1.7',
    tagged: true,
    ...UNIVERSAL,
    displayTitle: true,
    lang: 'fr-FR',
    size: [PAGE.width, PAGE.height],
    margin: 0,
    info: {
      Title: `${content.title}, fiche du territoire`,
      Author: content.portal,
      Subject: content.lead,
      CreationDate: new Date(`${content.day}T00:00:00Z`),
    },
  })
  useFonts(document)
  const measure: Measure = (text, face, size) =>
    remembered(`${face}${text}`, () => document.font(face).fontSize(1000).widthOfString(text)) * (size / 1000)
  const root = document.struct('Document')
  document.addStructure(root)
  for (const page of layOut(measure, content)) {
    document.addPage()
    for (const node of page) draw(document, node, root)
  }
  root.end()
  document.end()
  const chunks: Buffer[] = []
  for await (const chunk of document) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const parsed = new Map<string, Buffer>()

/** Makes the typefaces known to a document. Reading their tables takes longer than a sheet: the first document lends them. */
const useFonts = (document: Document): void => {
  for (const [face, bytes] of Object.entries(FONTS)) {
    document.registerFont(face, parsed.get(face) ?? bytes)
    document.font(face)
    parsed.set(face, Reflect.get(Reflect.get(document, '_font'), 'font'))
  }
}

const widths = new Map<string, number>()
const MOST_WIDTHS = 50_000

/** The same words come back from sheet to sheet: each is measured once. */
const remembered = (key: string, measured: () => number): number => {
  const width = widths.get(key) ?? measured()
  if (widths.size >= MOST_WIDTHS) widths.clear()
  widths.set(key, width)
  return width
}

type Document = InstanceType<typeof PDFDocument>
type Element = ReturnType<Document['struct']>

/** Draws a piece of a page, and tells it to the structure as a child of `parent`. */
const draw = (document: Document, node: Node, parent: Element): void => {
  if (node.tag === 'Artifact') {
    document.markContent('Artifact', { type: 'Layout' })
    drawMarks(document, node.children.filter(isMark))
    document.endMarkedContent()
    return
  }
  const element = document.struct(node.tag, {
    ...(node.alt ? { alt: node.alt } : {}),
    ...(node.box ? { bbox: [...node.box], placement: 'Block' } : {}),
  })
  if (node.scope) cellAttributes(element, node)
  parent.add(element)
  for (const child of joined(node.children))
    if (Array.isArray(child)) element.add(() => drawMarks(document, child))
    else draw(document, child, element)
  if (node.href !== undefined) linkOver(document, node, element)
  element.end()
}

/** What a header cell covers: the library writes no attribute of tables by itself. */
const cellAttributes = (element: Element, { scope, rows = 1 }: Node): void => {
  const { data } = Reflect.get(element, 'dictionary')
  data.A = { O: 'Table', Scope: scope, ...(rows > 1 ? { RowSpan: rows } : {}) }
}

/** Marks that follow one another make one piece of content. */
const joined = (children: Node['children']): readonly (Node | Mark[])[] => {
  const pieces: (Node | Mark[])[] = []
  for (const child of children) {
    const last = pieces.at(-1)
    if (!isMark(child)) pieces.push(child)
    else if (Array.isArray(last)) last.push(child)
    else pieces.push([child])
  }
  return pieces
}

const linkOver = (document: Document, { href = '', children }: Node, element: Element): void => {
  for (const mark of children) {
    if (!isMark(mark) || mark.kind !== 'text') continue
    const width = document.font(mark.face).fontSize(mark.size).widthOfString(mark.text)
    // A plain string would be written as a name; the types know neither option.
    const said: object = { structParent: element, Contents: new String(mark.text.trim()) }
    document.link(mark.x, mark.y - mark.size, width, mark.size * 1.3, href, { ...said })
  }
}

const drawMarks = (document: Document, marks: readonly Mark[]): void => {
  for (const mark of marks) drawMark(document, mark)
}

const drawMark = (document: Document, mark: Mark): void => {
  if (mark.kind === 'text') {
    document.font(mark.face).fontSize(mark.size).fillColor(mark.colour)
    document.text(mark.text, mark.x, mark.y, { lineBreak: false, baseline: 'alphabetic' })
    return
  }
  document.save().translate(mark.x, mark.y).scale(mark.scale).path(mark.d)
  if (mark.width !== undefined) document.lineWidth(mark.width).lineJoin('round').lineCap('round')
  if (mark.fill && mark.stroke) document.fillAndStroke(mark.fill, mark.stroke)
  else if (mark.fill) document.fill(mark.fill)
  else if (mark.stroke) document.stroke(mark.stroke)
  document.restore()
}
