import { fold } from '../../kernel/fold.ts'

/** A word of a question: as it was typed, and as it is compared. */
export interface Word {
  readonly typed: string
  readonly folded: string
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Words that link others: no name is told from another by them. */
const LINKING = words('a au aux d de des du en et l la le les lez sous sur')

/** Words that a question may hold without being about them. */
const PASSED = words(
  `actuel actuelle actuellement actuels afficher ai ans annee annees aujourd avec avoir bonjour c ce cette cherche
   chercher chez chiffre chiffres combien comment comparaison comparer compte comptent connaitre coute coutent dans date depuis dernier derniere derniers
   dernieres difference dire dis donne donnee donnees donner elle en entre est et eu etait etaient existe fait font gens habite habitent hui ici il
   ils indicateur information informations j je jusqu jusque lieu m me merci mais moi montre montrer n ne nombre nous on
   ont ou par pas peut plait pour pouvez pouvoir prend prennent qu quand quel quelle quelles quels qui que quoi recherche s sa savoir se
   selon ses si sont son statistique statistiques svp t territoire total totale trouve trouver un une valeur versus veux vit vivent
   vivre voir voudrais vous vs y`
    .split(/\s+/)
    .join(' '),
)

const OPENED: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  dept: 'departement',
  nb: 'nombre',
  nbre: 'nombre',
  cb: 'combien',
  tx: 'taux',
}

/** The words of a text that tell something, « St » opened, in order; those that only link are left out. */
export const wordsOf = (text: string): readonly Word[] =>
  [...text.slice(0, MOST_LETTERS).matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map(([typed]) => ({ typed, folded: OPENED[fold(typed)] ?? fold(typed) }))
    .filter(({ folded }) => folded !== '' && !LINKING.has(folded))
    .slice(0, MOST_WORDS)

// A question is a sentence; more would be work for nothing.
const MOST_LETTERS = 200
const MOST_WORDS = 24

/** The words by which a name is compared, each once: as `wordsOf` gives them. */
export const keyWords = (text: string): readonly string[] => [
  ...new Set(
    fold(text)
      .split(' ')
      .map((word) => OPENED[word] ?? word)
      .filter((word) => word !== '' && !LINKING.has(word)),
  ),
]

/** What « combien » or « nombre » is said of, as it was typed: « musées » in « combien de musées ». */
export const countedIn = (text: string): string | undefined => {
  const words = wordsOf(text)
  const at = words.findIndex(({ folded }) => /^(combien|nombre)$/.test(folded))
  return at < 0 ? undefined : words[at + 1]?.typed
}

/** Whether a word is one of those that a question may hold without being about it. */
export const isPassedOver = (folded: string): boolean => PASSED.has(folded)

/** Every word passed over: what a misspelt one may have meant. */
export const passedOver = (): Iterable<string> => PASSED

/** A word without the mark of its plural: « habitants » and « habitant », « revenus » and « revenu ». */
export const singular = (folded: string): string =>
  folded.length > 3 ? folded.replace(/eaux$/, 'eau').replace(/[sx]$/, '') : folded
