import { fold } from '../../../kernel/fold.ts'

/** Names for queries, from labels: `Montant (€)` → `montant`, stable, unique, never empty. */
export const columnNames = (labels: readonly string[]): readonly string[] => {
  const used = new Set<string>()
  return labels.map((label, i) => {
    const bare = fold(label.replace(/([a-z])([A-Z])/g, '$1 $2'))
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
    const start = bare === '' ? `colonne_${i + 1}` : /^\d/.test(bare) ? `c_${bare}` : bare
    const base = start.slice(0, 55).replace(/_+$/, '')
    let name = base
    for (let n = 2; used.has(name); n += 1) name = `${base}_${n}`
    used.add(name)
    return name
  })
}
