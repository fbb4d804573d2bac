import { invalid } from '../../kernel/errors.ts'
import { fold } from '../../kernel/fold.ts'

const COMMON: ReadonlySet<string> = new Set([
  'motdepasse',
  'password',
  'azertyuiop',
  'qwertyuiop',
  'administrateur',
  'administrator',
  '123456789012',
  'changezmoi',
  'bienvenue',
])

/** Long enough, and not among those everybody tries first (OWASP ASVS 5, 6.2): no rule on signs, pasting allowed. */
export const checkPassword = (password: string, email: string): void => {
  const letters = joined(password)
  const bare = letters.replace(/\d/g, '')
  const own = joined(email.split('@')[0] ?? email)
  const problem =
    password.length < 12
      ? 'Le mot de passe compte au moins 12 caractères : quatre mots au hasard font très bien l’affaire.'
      : password.length > 256
        ? 'Le mot de passe compte au plus 256 caractères.'
        : COMMON.has(bare) || new Set(password).size < 5 || (own.length > 3 && letters.includes(own))
          ? 'Ce mot de passe est trop facile à deviner : choisissez quatre mots au hasard.'
          : null
  if (problem) throw invalid(problem, [{ pointer: '/password', message: problem }])
}

/** Letters and digits alone: « Marie.Dupont » and « marie dupont » are the same to who guesses. */
const joined = (text: string): string => fold(text).replaceAll(' ', '')
