import { type Box, mapFigure, populationFigure, rankStrip, sparkline } from './charts.ts'
import { BOTTOM, bold, INK, INNER, MARGIN, PAGE, RIVER, RIVER_DEEP, SOFT, STONE, sans, serif } from './look.ts'
import { notesArea } from './notes-area.ts'
import { block, decoration } from './shapes.ts'
import type { KeyCard, SheetContent } from './sheet-content.ts'
import { type Measure, type Node, type Paragraph, paragraph, type Tag, tagged } from './typeset.ts'

const GAP = 14
const MAP = { width: 138, height: 138 } as const
/** Higher than this, the opening is set in smaller letters, then loses its last facts. */
const TALLEST_OPENING = 250

/** The first page: who the place is, its key figures, its population through the years, its place among its peers. */
export const pageOne = (measure: Measure, content: SheetContent): readonly Node[] => {
  const opening = openingOf(measure, content)
  const cards = cardsOf(measure, content.keys, opening.bottom + 8)
  return [...opening.nodes, ...cards.nodes, ...lowerPart(measure, content, cards.bottom + 10)]
}

interface Laid {
  readonly nodes: readonly Node[]
  readonly bottom: number
}

const openingOf = (measure: Measure, content: SheetContent): Laid => {
  const { map, facts } = content
  const width = map ? INNER - MAP.width - 24 : INNER
  const set = (shrink: number, kept: number) => ({
    kicker: paragraph(measure, content.kicker, width, bold(8.5, RIVER)),
    title: titleOf(measure, content.title, width, shrink),
    lead: paragraph(measure, content.lead, width, sans(12 * shrink, INK, { leading: 1.38 })),
    facts: facts
      .slice(0, kept)
      .map((fact) => paragraph(measure, fact, width, sans(9.5 * shrink, SOFT, { leading: 1.35 }))),
  })
  const heightOf = (one: ReturnType<typeof set>) =>
    one.kicker.height +
    one.title.height +
    one.lead.height +
    18 +
    one.facts.reduce((sum, fact) => sum + fact.height + 3, 0)
  const tries = [
    ...[1, 0.92, 0.84, 0.76].map((shrink) => set(shrink, facts.length)),
    ...facts.map((_, i) => set(0.76, facts.length - 1 - i)),
  ]
  const chosen = tries.find((one) => heightOf(one) <= TALLEST_OPENING) ?? set(0.6, 0)
  const top = 62
  let y = top
  const place = (tag: Tag, text: Paragraph, after: number): Node => {
    const node = tagged(tag, text, MARGIN, y)
    y += text.height + after
    return node
  }
  const nodes = [
    place('P', chosen.kicker, 3),
    place('H1', chosen.title, 9),
    place('P', chosen.lead, 6),
    ...chosen.facts.map((fact) => place('P', fact, 3)),
  ]
  if (!map) return { nodes, bottom: y }
  const drawn = mapFigure(map, { x: PAGE.width - MARGIN - MAP.width, y: top, ...MAP })
  const caption = paragraph(measure, map.source, MAP.width, sans(6.5, SOFT, { align: 'centre' }))
  const under = tagged('P', caption, PAGE.width - MARGIN - MAP.width, top + drawn.height + 3)
  return { nodes: [...nodes, drawn.node, under], bottom: Math.max(y, top + drawn.height + 3 + caption.height) }
}

/** As large as two lines allow. */
const titleOf = (measure: Measure, title: string, width: number, shrink: number): Paragraph => {
  const sizes = [34, 30, 26, 22, 19].map((size) => paragraph(measure, title, width, serif(size * shrink, RIVER_DEEP)))
  return (
    sizes.find(({ lines }, i) => lines <= (i < 2 ? 1 : 2)) ??
    paragraph(measure, title, width, serif(15 * shrink, RIVER_DEEP))
  )
}

const ACROSS = 3
const CARD = (INNER - (ACROSS - 1) * GAP) / ACROSS
const INSET = 9
/** What must stay for the charts under the cards. */
const LOWER = 150

const cardsOf = (measure: Measure, keys: readonly KeyCard[], top: number): Laid => {
  if (keys.length === 0) return { nodes: [], bottom: top }
  const heading = paragraph(measure, 'En quelques chiffres', INNER, serif(15, RIVER_DEEP))
  let y = top + heading.height + 6
  const nodes: Node[] = [tagged('H2', heading, MARGIN, top)]
  for (let from = 0; from < keys.length; from += ACROSS) {
    const cards = keys.slice(from, from + ACROSS).map((key) => cardOf(measure, key))
    const height = Math.max(...cards.map((card) => card.height))
    if (y + height > BOTTOM - LOWER) break
    nodes.push(...cards.flatMap((card, i) => card.at(MARGIN + i * (CARD + GAP), y, height)))
    y += height + 10
  }
  return { nodes, bottom: y }
}

const cardOf = (measure: Measure, key: KeyCard) => {
  const inner = CARD - 2 * INSET
  const trend = 58
  const hasTrend = key.series.filter(({ value: past }) => past !== null).length > 1
  const valueWidth = hasTrend ? inner - trend - 6 : inner
  const sizes = [25, 21, 17, 13].map((size) => paragraph(measure, key.value, valueWidth, serif(size, RIVER_DEEP)))
  const value =
    sizes.find(({ lines }) => lines === 1) ?? sizes[3] ?? paragraph(measure, key.value, valueWidth, serif(11))
  const texts = [
    paragraph(measure, key.label, inner, bold(9.5, INK)),
    value,
    paragraph(
      measure,
      [{ text: [key.unit, key.when].filter(Boolean).join(' '), face: 'bold' }, { text: ` · ${key.source}` }],
      inner,
      sans(8, SOFT),
    ),
    ...[key.change, key.rank].filter(Boolean).map((text) => paragraph(measure, text, inner, sans(8.5, INK))),
  ]
  const height = texts.reduce((sum, text) => sum + text.height, 0) + 2 * 7 + 4
  return {
    height,
    at: (x: number, top: number, whole: number): readonly Node[] => {
      let y = top + 7
      const nodes = texts.map((text, i): Node => {
        const node = tagged('P', text, x + INSET, y)
        y += text.height + (i < 2 ? 1 : 0)
        return node
      })
      const beside = { x: x + CARD - INSET - trend, y: top + 7 + (texts[0]?.height ?? 0) + 2, width: trend, height: 24 }
      const drawn = hasTrend ? sparkline(key, beside) : null
      return [
        decoration(block(x, top, CARD, whole, STONE), block(x, top, 2.5, whole, RIVER)),
        ...nodes,
        ...(drawn ? [drawn] : []),
      ]
    },
  }
}

/** Under the cards: the population, and beside it the strips of ranks; lines to write on when there is neither. */
const lowerPart = (measure: Measure, content: SheetContent, top: number): readonly Node[] => {
  const { population, ranks } = content
  const half = (INNER - 24) / 2
  const room = { y: top, height: BOTTOM - top }
  if (room.height < 120) return []
  if (!population && !ranks) return room.height > 140 ? notesArea(measure, { x: MARGIN, width: INNER, ...room }) : []
  const wide = { x: MARGIN, width: INNER, ...room }
  if (!ranks) return populationPart(measure, content, { ...wide, height: Math.min(room.height, 260) })
  if (!population) return ranksPart(measure, content, wide)
  return [
    ...populationPart(measure, content, { ...wide, width: half + 20 }),
    ...ranksPart(measure, content, { ...wide, x: MARGIN + half + 44, width: half - 20 }),
  ]
}

const populationPart = (measure: Measure, { population }: SheetContent, box: Box): readonly Node[] => {
  if (!population) return []
  const heading = paragraph(measure, population.title, box.width, serif(13, RIVER_DEEP))
  const sentence = paragraph(measure, population.sentence, box.width, sans(9, INK))
  const source = paragraph(
    measure,
    `Habitants. Source : ${population.source}. L’axe ne commence pas à zéro.`,
    box.width,
    sans(7, SOFT),
  )
  const y = box.y + heading.height + 3 + sentence.height + 4
  const height = Math.min(260, box.y + box.height - y - source.height - 4)
  return [
    tagged('H2', heading, box.x, box.y),
    tagged('P', sentence, box.x, box.y + heading.height + 3),
    ...(height > 60 ? [populationFigure(measure, population, { x: box.x, y, width: box.width, height })] : []),
    tagged('P', source, box.x, y + Math.max(height, 0) + 4),
  ]
}

const ranksPart = (measure: Measure, { ranks }: SheetContent, box: Box): readonly Node[] => {
  if (!ranks) return []
  const heading = paragraph(measure, 'Sa place parmi ses pairs', box.width, serif(13, RIVER_DEEP))
  const peers = paragraph(measure, ranks.sentence, box.width, sans(8.5, INK))
  const key = paragraph(
    measure,
    'À gauche le chiffre le plus bas, à droite le plus haut. Le trait marque le milieu du groupe.',
    box.width,
    sans(7, SOFT),
  )
  const nodes = [tagged('H2', heading, box.x, box.y), tagged('P', peers, box.x, box.y + heading.height + 3)]
  let y = box.y + heading.height + 3 + peers.height + 5
  const last = box.y + box.height - key.height - 3
  const step = Math.min(34, Math.max(26, (last - y) / ranks.rows.length))
  for (const row of ranks.rows) {
    const text = paragraph(
      measure,
      [{ text: `${row.label} `, face: 'bold' }, { text: `(${row.when}) : ${row.words}` }],
      box.width,
      sans(8),
    )
    if (y + text.height + 14 > last) break
    nodes.push(
      tagged('P', text, box.x, y),
      rankStrip(row, { x: box.x, y: y + text.height + 5, width: box.width, height: 0 }),
    )
    y += Math.max(text.height + 15, step)
  }
  return [...nodes, tagged('P', key, box.x, y + 1)]
}
