import { hasRole, type Role } from '../modules/access/index.ts'
import { type Command, Misuse, required } from './command.ts'

const ROLES: readonly Role[] = ['administrator', 'editor', 'contributor', 'reader']

/** Accounts, for whoever holds the machine: the way back in when everyone lost their password. */
export const personCommands: readonly Command[] = [
  {
    name: 'person list',
    usage: 'person list',
    summary: 'Lister les comptes.',
    async run({ product, print }) {
      const people = await (await product()).people.list()
      print(
        people.map(({ email, name, role, disabled }) => ({ email, name, role, disabled })),
        people.map(
          (p) =>
            `${p.email}\t${p.role}${hasRole(p, 'administrator') ? ' *' : ''}\t${p.disabled ? 'fermé' : 'ouvert'}\t${p.name}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'person add',
    usage: 'person add ADRESSE --nom NOM --role ROLE [--organisation ID]',
    summary: 'Ajouter un compte ; le mot de passe à transmettre est affiché une fois.',
    async run({ words, options, product, print }) {
      const email = required(words, 0, 'l’adresse électronique')
      const role = ROLES.find((r) => r === options.role)
      if (!role) throw new Misuse(`Indiquez --role parmi ${ROLES.join(', ')}.`)
      const name = typeof options.nom === 'string' ? options.nom : email
      const organisation = typeof options.organisation === 'string' ? options.organisation : null
      const { password } = await (await product()).addPerson(null, { email, name, role, organisation })
      print({ email, password }, [`mot de passe, à changer à la première connexion : ${password}`])
      return 0
    },
  },
  {
    name: 'person reset-password',
    usage: 'person reset-password ADRESSE',
    summary: 'Donner un nouveau mot de passe, affiché une fois.',
    async run({ words, product, print }) {
      const email = required(words, 0, 'l’adresse électronique')
      const password = await (await product()).resetPassword(null, email)
      print({ email, password }, [`mot de passe, à changer à la première connexion : ${password}`])
      return 0
    },
  },
]
