import { fold } from '../../../kernel/fold.ts'
import type { Notes } from '../formats/notes.ts'
import type { ParseRule } from '../typing.ts'
import { isIdentifier, type Meaning } from './meaning.ts'
import { isNumber, isSecretMark } from './rules.ts'

/** What is remarked of labels: none at all, some missing, some twice, some with blanks around. */
export const sayHeaders = (header: readonly string[], notes: Notes): void => {
  if (header.every((label) => label.trim() === '')) {
    notes.say(
      'no-header',
      'Le fichier n’a pas de ligne d’intitulés : ses colonnes s’appellent « Colonne 1 », « Colonne 2 »… Donnez-leur un nom.',
    )
    return
  }
  const seen = new Set<string>()
  header.forEach((label, i) => {
    const trimmed = label.trim()
    if (trimmed === '')
      notes.say(
        'empty-header',
        `La colonne ${i + 1} n’a pas d’intitulé : elle s’appelle « Colonne ${i + 1} » en attendant mieux.`,
      )
    else if (seen.has(trimmed))
      notes.say(
        'duplicate-header',
        `L’intitulé « ${trimmed} » sert plusieurs fois : la colonne ${i + 1} reçoit un nom distinct.`,
        null,
        'warning',
        trimmed,
      )
    if (trimmed !== '' && trimmed !== label)
      notes.say(
        'padded-header',
        `L’intitulé « ${trimmed} » avait des espaces autour : ils sont retirés.`,
        null,
        'info',
        trimmed,
      )
    seen.add(trimmed)
  })
}

/** Each mark of absence, once, with the columns where it was met. */
export const sayMarks = (met: ReadonlyMap<string, readonly string[]>, notes: Notes): void => {
  for (const [mark, labels] of met) {
    const sense = isSecretMark(mark.toLowerCase()) ? 'lu comme « secret statistique »' : 'lu comme une valeur manquante'
    const [first = ''] = labels
    const where =
      labels.length === 1 ? `dans la colonne « ${first} »` : `dans ${labels.length} colonnes, dont « ${first} »`
    notes.say('missing-mark', `« ${mark} » est ${sense} ${where}.`, null, 'info', labels.length === 1 ? first : null)
  }
}

/** What is remarked of a column's cells once its type is known. */
export const sayColumn = (
  label: string,
  cells: readonly string[],
  rule: ParseRule,
  meaning: Meaning | null,
  notes: Notes,
): void => {
  const say = (kind: string, message: string, severity: 'warning' | 'info' = 'warning') =>
    notes.say(kind, `Colonne « ${label} » : ${message}`, null, severity, label)
  sayCodes(rule, say)
  if (isPersonal(label, meaning))
    say(
      'personal-data',
      'elle peut contenir des données personnelles. Vérifiez que la loi permet de les publier avant de mettre en ligne.',
    )
  if (rule.kind === 'text' && !meaning) sayPlainText(label, cells, say)
  if (rule.kind === 'integer' && /\b(an|annees?)\b/.test(fold(label)) && cells.every((cell) => /^\d{2}$/.test(cell)))
    say(
      'two-digit-year',
      `les années sont écrites sur deux chiffres (« ${cells[0]} »). Écrivez-les sur quatre pour qu’elles soient reconnues.`,
    )
}

type Say = (kind: string, message: string, severity?: 'warning' | 'info') => void

const sayCodes = (rule: ParseRule, say: Say) => {
  if (rule.kind !== 'text') return
  if (rule.pad)
    say('lost-zeros', `des zéros manquaient au début de certains codes ; ils ont été rendus (${rule.pad} caractères).`)
  if (rule.cutDecimal)
    say('float-codes', 'les codes étaient écrits comme des nombres (« 89000.0 ») ; le « .0 » est retiré.')
}

const isPersonal = (label: string, meaning: Meaning | null): boolean =>
  /pr[ée]nom|date.*naissance|n[ée]\(?e?\)? le|s[ée]curit[ée] sociale|\bnir\b/i.test(label) ||
  meaning?.semantic === 'email' ||
  meaning?.semantic === 'phone'

const MONTH = /^(janv|f[ée]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)[a-zéû]*\.?[\s/-]+(\d{2}|\d{4})$/i

const sayPlainText = (label: string, cells: readonly string[], say: Say) => {
  const part = (pattern: RegExp) => cells.filter((cell) => pattern.test(cell)).length / Math.max(1, cells.length)
  if (part(MONTH) > 0.9)
    say(
      'month-words',
      `des mois écrits en lettres (« ${cells[0]} ») ne se rangent pas dans l’ordre du temps ; elle reste du texte. Écrivez par exemple 1996-01-01.`,
    )
  if (part(/<\/?[a-z][a-z0-9]*(\s[^<>]*)?>/i) > 0.3)
    say('html', 'ses cellules contiennent des balises de page web (« <p> »), montrées telles quelles.', 'info')
  const numbers = cells.filter(isNumber)
  const words = [...new Set(cells.filter((cell) => !isNumber(cell)))]
  const spoilt = numbers.length >= 5 && numbers.length >= cells.length / 2 && words.length > 0
  if (spoilt && !isIdentifier(label, numbers) && words.filter((word) => /\d/.test(word)).length <= words.length / 2)
    say(
      'mixed-numbers',
      `${numbers.length} valeurs vues sur ${cells.length} sont des nombres, les autres non (${words
        .slice(0, 2)
        .map((word) => `« ${word.slice(0, 40)} »`)
        .join(
          ', ',
        )}) ; elle reste du texte. Mettez ces mots dans une autre colonne, ou corrigez le type : ces cellules seront laissées vides.`,
    )
}
