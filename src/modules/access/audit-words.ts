import { ROLES } from './person.ts'
import type { AuditEntry } from './ports.ts'

/** The acts of the trail, in words. */
const ACTS: Readonly<Record<string, string>> = {
  'attachment.add': 'a joint un document',
  'attachment.remove': 'a retiré un document',
  'dataset.archive': 'a archivé un jeu de données',
  'dataset.create': 'a créé un jeu de données',
  'dataset.describe': 'a modifié une fiche',
  'dataset.publish': 'a publié un jeu de données',
  'dataset.rebuild': 'a fait relire un fichier',
  'file.deposit': 'a déposé un fichier',
  'harvest.accept': 'a publié une édition qui attendait',
  'harvest.refuse': 'a écarté une édition qui attendait',
  'indicator.change': 'a modifié un indicateur',
  'indicator.create': 'a fait un indicateur',
  'indicator.rebuild': 'a fait reconstruire',
  'indicator.restore': 'a remis un indicateur',
  'indicator.show-edition': 'a changé l’édition montrée',
  'indicator.withdraw': 'a retiré un indicateur',
  'organisation.save': 'a enregistré une organisation',
  'password.change': 'a changé son mot de passe',
  'password.reset': 'a donné un nouveau mot de passe',
  'person.change': 'a modifié un compte',
  'person.create': 'a créé un compte',
  'portal.add': 'a ajouté un portail',
  'portal.change': 'a modifié un portail',
  'portal.different': 'a dit que deux jeux sont différents',
  'portal.reconsider': 'est revenu sur une réponse à propos de deux jeux',
  'portal.restore': 'a remis un portail',
  'portal.retire': 'a retiré un portail',
  'portal.same': 'a dit que deux jeux n’en font qu’un',
  'portal.take': 'a repris un jeu d’un portail',
  'session.close': 's’est déconnecté',
  'session.open': 's’est connecté',
  'session.refuse': 'a refusé une connexion',
  'source.rhythm': 'a changé le rythme d’une source',
  'version.publish': 'a mis une version en ligne',
  'version.withdraw': 'a retiré une version pour de bon',
}
const DETAILS: Readonly<Record<string, string>> = {
  because: 'contenait',
  before: 'avant',
  bytes: 'octets',
  days: 'jours entre deux passages',
  disabled: 'compte fermé',
  edition: 'édition',
  file: 'fichier',
  name: 'nom',
  other: 'autre',
  portal: 'portail',
  role: 'rôle',
  source: 'source',
  title: 'titre',
  version: 'version',
}

/** What was done, as a sentence continues after the name of who did it. */
export const actInWords = (what: string): string => ACTS[what] ?? what

/** The particulars of an act, in words. */
export const detailsInWords = (details: AuditEntry['details']): string =>
  Object.entries(details)
    .map(([key, value]) => `${DETAILS[key] ?? key} : ${valueInWords(key, value)}`)
    .join(', ')

const valueInWords = (key: string, value: AuditEntry['details'][string]): string => {
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  const role = key === 'role' ? Object.entries(ROLES).find(([name]) => name === value) : undefined
  return role?.[1] ?? String(value ?? 'rien')
}

/** The page of the back office where what was acted upon is seen, or null. */
export const subjectPath = ({ what, subject }: Pick<AuditEntry, 'what' | 'subject'>): string | null => {
  const family = what.split('.')[0] ?? ''
  if (['dataset', 'version', 'file', 'attachment', 'harvest'].includes(family)) return `/atelier/jeux/${subject}`
  if (/^portal\.(add|change|retire|restore)$/.test(what)) return `/atelier/sources/portails/${subject}`
  if (family === 'source') return `/atelier/sources/${subject}`
  if (family === 'indicator')
    return subject === 'indicateurs' ? '/atelier/indicateurs' : `/atelier/indicateurs/${subject}`
  return family === 'organisation' ? `/atelier/organisations?id=${encodeURIComponent(subject)}` : null
}
