import type { CogPast } from './cog-packages.node.ts'

/** A place that bore a code before the one that bears it today. */
export interface Former {
  readonly name: string
  readonly from: string | null
  readonly until: string
  readonly why: string
}

/** What the register of communes since 1943 says of a code. */
export interface Past {
  readonly ended: readonly CogPast[]
  readonly endOf: (code: string) => CogPast | undefined
  /** When the commune of that code, as it is, began; null when it is as old as the register (1943). */
  readonly beganOn: (code: string, first?: boolean) => string | null
  /** What the code named before being what it is: another name, a commune now part of a commune nouvelle. */
  readonly formerly: (code: string) => readonly Former[]
  readonly heirOf: (code: string) => string | undefined
}

/** The register, asked by code. */
export const pastCommunes = (history: readonly CogPast[]): Past => {
  const byId = new Map(history.map((p) => [p.id, p]))
  const communes = history.filter((p) => p.type === 'COM')
  const byCode = grouped(communes)
  const lastEnded = (code: string) =>
    (byCode.get(code) ?? [])
      .filter((p) => p.dateFin)
      .toSorted((a, b) => String(b.dateFin).localeCompare(String(a.dateFin)))[0]
  const living = new Set(communes.filter((p) => !p.dateFin).map((p) => p.code))
  return {
    ended: [...byCode.keys()].filter((code) => !living.has(code)).flatMap((code) => lastEnded(code) ?? []),
    endOf: lastEnded,
    beganOn: (code, first = false) => {
      const spans = inOrder(byCode.get(code) ?? [])
      return (first ? spans[0] : spans[birth(spans, spans.length - 1)])?.dateDebut ?? null
    },
    formerly: (code) => former(inOrder(byCode.get(code) ?? [])),
    heirOf: (code) => {
      const heir = byId.get(lastEnded(code)?.successeur ?? '')
      return heir?.pole ? byId.get(heir.pole)?.code : heir?.code
    },
  }
}

const inOrder = (spans: readonly CogPast[]) =>
  spans.toSorted((a, b) => (a.dateDebut ?? '').localeCompare(b.dateDebut ?? ''))

/** Where the place of a span began: a commune nouvelle, another name or a return, since a change of limits makes no other place. */
const birth = (spans: readonly CogPast[], of: number): number => {
  let at = of
  while (
    at > 0 &&
    spans[at]?.raisonDebut !== 'commune nouvelle' &&
    spans[at]?.nom === spans[at - 1]?.nom &&
    spans[at]?.dateDebut === spans[at - 1]?.dateFin
  )
    at -= 1
  return at
}

const former = (spans: readonly CogPast[]): readonly Former[] => {
  const found: Former[] = []
  for (let at = birth(spans, spans.length - 1) - 1; at >= 0; at = birth(spans, at) - 1) {
    const last = spans[at]
    if (last?.dateFin)
      found.push({
        name: last.nom,
        from: spans[birth(spans, at)]?.dateDebut ?? null,
        until: last.dateFin,
        why: last.raisonFin ?? 'changement',
      })
  }
  return found
}

const grouped = (all: readonly CogPast[]): Map<string, CogPast[]> => {
  const groups = new Map<string, CogPast[]>()
  for (const one of all) groups.set(one.code, [...(groups.get(one.code) ?? []), one])
  return groups
}
