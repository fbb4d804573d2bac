/**
 * The width a line of text may take at the largest size that drawings use, in units of a drawing 400 wide, with the widest
 * of the usual typefaces.
 */
export const textWidth = (text: string): number => Math.ceil(text.length * 9.6)

/** The same for a name, which is written in bold. */
export const nameWidth = (name: string): number => Math.ceil(name.length * 10.4)

const LINE = 18

/** A name on one line, or on two cut near its middle; a line longer than 18 signs ends in `…`. */
export const inTwo = (name: string): readonly string[] => {
  if (name.length <= 13) return [name]
  const cuts = [...name.matchAll(/[ -]/g)].map(({ index }) => index + 1)
  const cut = cuts.toSorted((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0]
  const lines = cut === undefined ? [name] : [name.slice(0, cut).trimEnd(), name.slice(cut)]
  return lines.map((line) => (line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line))
}

/**
 * Moves places along a line so that each keeps its own height free: the nearest arrangement to where they were (least
 * squares), within `[low, high]` when they fit. The order is kept; equal places keep the order they were given in.
 */
export const spread = (
  places: readonly { readonly at: number; readonly height: number }[],
  low: number,
  high: number,
): readonly number[] => {
  const order = places.map((place, i) => ({ ...place, i })).toSorted((a, b) => a.at - b.at)
  const total = order.reduce((sum, { height }) => sum + height, 0)
  const room = Math.max(0, high - low - total)
  // Once the heights above are taken off, places have only to be in order: neighbours that are not are drawn together.
  const heaps: { sum: number; n: number }[] = []
  let above = 0
  for (const { at, height } of order) {
    let heap = { sum: at - above - height / 2 - low, n: 1 }
    above += height
    for (
      let last = heaps[heaps.length - 1];
      last && last.sum / last.n > heap.sum / heap.n;
      last = heaps[heaps.length - 1]
    ) {
      heaps.pop()
      heap = { sum: heap.sum + last.sum, n: heap.n + last.n }
    }
    heaps.push(heap)
  }
  const free = heaps.flatMap(({ sum, n }) => new Array<number>(n).fill(Math.min(room, Math.max(0, sum / n))))
  const result = new Array<number>(places.length).fill(0)
  let top = low
  order.forEach(({ height, i }, rank) => {
    result[i] = (free[rank] ?? 0) + top + height / 2
    top += height
  })
  return result
}
