/**
 * The shortest plain text that a pattern of a source lets through, first choices taken. It knows what sources write:
 * anchors, `|`, groups, `.`, digits, classes, `? * + {n}` and what must not follow.
 */
export const textMatching = (pattern: string): string => {
  const [text, end] = alternative(pattern, 0)
  if (end !== pattern.length || !new RegExp(pattern, 'i').test(text))
    throw new Error(`no text was found for ${pattern} (tried: ${text})`)
  return text
}

/** The first of the choices that begin at a position, and where the last one ends. */
const alternative = (pattern: string, start: number): readonly [text: string, end: number] => {
  const [first, firstEnd] = sequence(pattern, start)
  let end = firstEnd
  while (pattern[end] === '|') end = sequence(pattern, end + 1)[1]
  return [first, end]
}

const sequence = (pattern: string, start: number): readonly [text: string, end: number] => {
  let text = ''
  let at = start
  while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
    const [one, end] = atom(pattern, at)
    const [times, next] = repeats(pattern, end)
    text += one.repeat(times)
    at = next
  }
  return [text, at]
}

const CLASSES: Readonly<Record<string, string>> = { d: '2', w: 'e', s: ' ' }

const atom = (pattern: string, at: number): readonly [text: string, end: number] => {
  const sign = pattern[at] ?? ''
  if (sign === '^' || sign === '$') return ['', at + 1]
  if (sign === '.') return ['e', at + 1]
  if (sign === '\\') {
    const escaped = pattern[at + 1] ?? ''
    return [CLASSES[escaped] ?? escaped, at + 2]
  }
  if (sign === '[') return [pattern[at + 1] ?? '', pattern.indexOf(']', at) + 1]
  if (sign !== '(') return [sign, at + 1]
  // What must not follow does not: nothing is written of it.
  if (pattern.startsWith('?!', at + 1)) return ['', alternative(pattern, at + 3)[1] + 1]
  const [text, end] = alternative(pattern, pattern.startsWith('?:', at + 1) ? at + 3 : at + 1)
  return [text, end + 1]
}

const repeats = (pattern: string, at: number): readonly [times: number, end: number] => {
  const sign = pattern[at]
  if (sign === '?' || sign === '+' || sign === '*') return [1, at + 1]
  const exactly = /^\{(\d+)(,\d*)?\}/.exec(pattern.slice(at))
  return exactly ? [Number(exactly[1]), at + exactly[0].length] : [1, at]
}
