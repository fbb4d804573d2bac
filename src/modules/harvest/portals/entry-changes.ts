import { type CatalogueEntry, fileToTake } from './catalogue-entry.ts'

/** What changed of an entry where it comes from, one sentence each; nothing when only dates did. */
export const entryChanges = (before: CatalogueEntry, after: CatalogueEntry): readonly string[] => {
  const [old, now] = [fileToTake(before), fileToTake(after)]
  const none = 'rien'
  return [
    ...(before.title === after.title ? [] : [`Le titre était « ${before.title} ».`]),
    ...(before.licence === after.licence
      ? []
      : [`La licence était « ${before.licence ?? none} », c’est maintenant « ${after.licence ?? none} ».`]),
    ...(before.publisher === after.publisher
      ? []
      : [`Le producteur était « ${before.publisher ?? none} », c’est maintenant « ${after.publisher ?? none} ».`]),
    ...(old && !now ? ['Le fichier à lire a disparu.'] : []),
    ...(!old && now ? ['Un fichier à lire est arrivé.'] : []),
    ...(old && now && old.url !== now.url ? ['Le fichier a changé d’adresse.'] : []),
    ...columnChanges(before.columns, after.columns),
    ...(before.description === after.description ? [] : ['La description a changé.']),
  ]
}

const columnChanges = (before: readonly string[], after: readonly string[]): readonly string[] => {
  if (before.length === 0 || after.length === 0) return []
  const gone = before.filter((name) => !after.includes(name))
  const come = after.filter((name) => !before.includes(name))
  const listed = (names: readonly string[]) => names.slice(0, 6).join(', ')
  return [
    ...(gone.length > 0 ? [`Des colonnes sont parties : ${listed(gone)}.`] : []),
    ...(come.length > 0 ? [`Des colonnes sont arrivées : ${listed(come)}.`] : []),
  ]
}
