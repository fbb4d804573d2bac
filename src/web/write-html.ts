import type { ComponentChildren, VNode } from 'preact'
import { Fragment, isValidElement } from 'preact'
import { GrowingBytes } from './growing-bytes.ts'
import { KEPT, typeset, typesetHtml } from './typeset.ts'

/**
 * The HTML of a tree of plain functions, in UTF-8: no state, no context, no class, as all pages are. It is what Preact's
 * own renderer writes, character for character (the test compares them), but for the signs of French print. It exists
 * because that work is half of a page that nobody asked before: see ADR 0027.
 *
 * @param before HTML to begin with
 * @throws when the name of a tag or of an attribute is none
 */
export const writeHtml = (page: ComponentChildren, before = ''): Buffer => {
  const sheet: Sheet = { bytes: new GrowingBytes(), html: before, text: '' }
  write(page, sheet, { keeps: false, chosen: undefined })
  sheet.bytes.add(sheet.html + typeset(sheet.text))
  return sheet.bytes.end()
}

/** Strings put end to end are laid out when they become bytes: a long row of them, long after they were made, takes longer. */
const LONGEST_ROW = 4096

interface Sheet {
  readonly bytes: GrowingBytes
  /** What follows the bytes. */
  html: string
  /** The text since the last tag: a sign may stand in another piece than its space. */
  text: string
}

/** What an element tells those within it. */
interface Within {
  readonly keeps: boolean
  /** The value of the `<select>` around. */
  readonly chosen: unknown
}

type Props = Readonly<Record<string, unknown>>

const write = (node: unknown, sheet: Sheet, within: Within): void => {
  if (typeof node === 'string') sheet.text += escaped(node)
  else if (typeof node === 'number' || typeof node === 'bigint') sheet.text += node
  else if (Array.isArray(node)) for (const child of node) write(child, sheet, within)
  else if (isValidElement(node)) {
    const { type, props } = node as VNode<Props>
    if (typeof type === 'string') writeElement(type, props, sheet, within)
    else write(type === Fragment ? props.children : (type as (props: Props) => unknown)(props), sheet, within)
  }
}

const writeElement = (type: string, props: Props, sheet: Sheet, within: Within): void => {
  const written = tagOf(type)
  let tag = written.open
  let children: unknown
  let raw: string | undefined
  let chosen = within.chosen
  for (const name in props) {
    const value = props[name]
    if (name === 'children') children = value
    else if (name === 'dangerouslySetInnerHTML') raw = (value as { readonly __html: string }).__html
    else if (name === 'value' && type === 'textarea') children = value
    else if (name === 'value' && type === 'select') chosen = value
    else {
      if (name === 'value' && type === 'option' && value === chosen) tag += ' selected'
      tag += attribute(name, value)
    }
  }
  endText(sheet, within)
  if (written.isVoid) {
    sheet.html += `${tag}/>`
    return
  }
  const keeps = within.keeps || written.keeps
  const inner = keeps !== within.keeps || chosen !== within.chosen ? { keeps, chosen } : within
  sheet.html += `${tag}>`
  if (raw) sheet.html += inner.keeps ? raw : typesetHtml(raw)
  else {
    write(children, sheet, inner)
    endText(sheet, inner)
  }
  sheet.html += written.close
  if (sheet.html.length > LONGEST_ROW) {
    sheet.bytes.add(sheet.html)
    sheet.html = ''
  }
}

const endText = (sheet: Sheet, { keeps }: Within): void => {
  if (sheet.text === '') return
  sheet.html += keeps ? sheet.text : typeset(sheet.text)
  sheet.text = ''
}

/** Absent and false are not written, except those of `aria-` and `data-`, which say « true » and « false ». */
const attribute = (name: string, value: unknown): string => {
  if (typeof value === 'string' && value !== '') return `${beginning(name)}${escaped(value)}"`
  if (value === undefined || value === null || typeof value === 'function') return ''
  if (typeof value === 'boolean' && name[4] === '-') return `${beginning(name)}${value}"`
  if (value === false) return ''
  return value === true || value === '' ? ` ${nameOf(name)}` : `${beginning(name)}${escaped(String(value))}"`
}

const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

const NAME = /^[A-Za-z][\w:-]*$/
/** Names that SVG tells apart from others by their capitals. */
const CASED = /^(?:viewBox|preserveAspectRatio|clipPath|(?:pattern|gradient|marker|mask)[A-Z].*)$/

/** A name as HTML writes it, when it can end neither its tag nor itself. */
const nameOf = (name: string): string => {
  if (!NAME.test(name)) throw new Error(`« ${name} » is not the name of a tag or of an attribute`)
  return CASED.test(name) ? name : name.toLowerCase()
}

/** What is made of a name. Those of a program are few: each is looked at once. */
const byName = <T>(make: (name: string) => T): ((name: string) => T) => {
  const made = new Map<string, T>()
  return (name) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const fresh = make(name)
    made.set(name, fresh)
    return fresh
  }
}

const tagOf = byName((type) => ({
  open: `<${nameOf(type)}`,
  close: `</${type}>`,
  isVoid: VOID.has(type),
  keeps: KEPT.has(type),
}))

/** ` class="` */
const beginning = byName((name) => ` ${nameOf(name)}="`)

const ESCAPED = /["&<]/
const ENTITIES: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;' }

const escaped = (text: string): string =>
  ESCAPED.test(text) ? text.replaceAll(/["&<]/g, (sign) => ENTITIES[sign] as string) : text
