import { count, formatDate } from '../kernel/french.ts'
import {
  CATALOGUE_WORDS,
  catalogueKind,
  ENTRY_STANDING_WORDS,
  fileToTake,
  type KnownEntry,
  type Portal,
  standingOfEntry,
} from '../modules/harvest/index.ts'
import { type Command, type CommandInput, Misuse, required } from './command.ts'
import { OPERATOR } from './operator.ts'

/** What one does to the catalogues of local portals from the machine. */
export const portalCommands: readonly Command[] = [
  {
    name: 'harvest portals list',
    usage: 'harvest portals list',
    summary: 'Lister les portails du territoire, et ce que chacun propose.',
    async run({ product, print }) {
      const { portals } = (await product()).harvest
      const [all, looks, entries] = await Promise.all([portals.list(), portals.store.looks(), portals.store.entries()])
      const told = all.map(({ id, title, catalogue }) => {
        const look = looks.find((one) => one.portal === id)
        const its = entries.filter((one) => one.portal === id)
        const of = (standing: string) => its.filter((one) => standingOfEntry(one) === standing).length
        return {
          ...{ id, title, kind: catalogue.kind, readAt: look?.readAt ?? null, failure: look?.failure ?? null },
          ...{ proposed: of('proposed'), doubtful: of('doubtful'), taken: of('taken'), linked: of('linked') },
        }
      })
      print(
        told,
        told.map(
          (one) =>
            `${one.id}\t${one.failure ? 'en échec' : one.readAt ? `lu le ${formatDate(one.readAt)}` : 'jamais lu'}\t${one.proposed} à prendre, ${one.doubtful} à décider, ${one.taken} repris, ${one.linked} déjà ici\t${one.title}`,
        ),
      )
      return 0
    },
  },
  {
    name: 'harvest portals show',
    usage: 'harvest portals show PORTAIL',
    summary: 'Montrer un portail : chaque jeu de son catalogue, et ce qu’il en est.',
    async run(input) {
      const [portal] = await chosen(input, [required(input.words, 0, 'le nom du portail')])
      if (!portal) return 1
      const { store } = (await input.product()).harvest.portals
      const entries = await store.entries(portal.id)
      input.print({ portal, entries }, [
        `${portal.title} (${portal.id}) : ${CATALOGUE_WORDS[portal.catalogue.kind]}, ${portal.page}`,
        ...entries.flatMap(lines),
      ])
      return 0
    },
  },
  {
    name: 'harvest portals read',
    usage: 'harvest portals read [PORTAIL…]',
    summary: 'Lire les catalogues des portails nommés, ou de tous ; ce qui est déjà ici est reconnu.',
    async run(input) {
      const portals = await chosen(input, input.words)
      const done = await (await input.product()).harvest.portals.read(portals, {
        onStep: ({ id }, sentence) => input.say(`${id} : ${sentence}`),
      })
      input.print(
        done,
        done.map(
          ({ portal, failure, entries, arrived, changed, vanished }) =>
            `${portal}\t${failure ?? `${count(entries, 'jeu', 'jeux')}, ${count(arrived, 'nouveau', 'nouveaux')}, ${count(changed, 'changé', 'changés')}, ${count(vanished, 'disparu', 'disparus')}`}`,
        ),
      )
      return done.some(({ failure }) => failure !== null) ? 1 : 0
    },
  },
  {
    name: 'harvest portals try',
    usage: 'harvest portals try ADRESSE [TYPE]',
    summary: 'Chercher le catalogue d’un portail à une adresse, et n’en rien garder.',
    async run({ words, product, print }) {
      const { edit } = (await product()).harvest.portals
      const address = required(words, 0, 'l’adresse du portail')
      const found = await edit.attempt(OPERATOR, { address, kind: kindAmong(words[1]) })
      print(found, [
        `${CATALOGUE_WORDS[found.catalogue.kind]}, ${found.whole ? '' : 'au moins '}${count(found.titles.length, 'jeu', 'jeux')}`,
        ...found.titles.map((title) => `  ${title}`),
      ])
      return 0
    },
  },
  {
    name: 'harvest portals add',
    usage: 'harvest portals add ADRESSE [TYPE] [--nom NOM] [--organisation ORGANISATION]',
    summary:
      'Ajouter un portail : --organisation, l’identifiant ou le nom de qui le tient ; --nom, le nom du portail, s’il en a un autre.',
    async run(input) {
      const { organisation, nom } = input.options
      const product = await input.product()
      if (typeof organisation !== 'string') throw new Misuse('Il manque --organisation : qui tient ce portail ?')
      const { name, ...holder } = await holderNamed(product, organisation)
      const id = await product.harvest.portals.edit.add(OPERATOR, {
        address: required(input.words, 0, 'l’adresse du portail'),
        kind: kindAmong(input.words[1]),
        title: typeof nom === 'string' ? nom : name,
        ...holder,
      })
      const [portal] = await chosen(input, [id])
      input.print(portal, [`${id} : ajouté ; son catalogue se lit avec « icauna harvest portals read ${id} »`])
      return 0
    },
  },
  {
    name: 'harvest portals change',
    usage: 'harvest portals change PORTAIL [ADRESSE] [TYPE] [--nom NOM] [--organisation ORGANISATION]',
    summary: 'Changer l’adresse, le nom ou l’organisation d’un portail que quelqu’un a ajouté.',
    async run({ words, options, product: open, print }) {
      const id = required(words, 0, 'le nom du portail')
      const product = await open()
      const { edit, known } = product.harvest.portals
      const kept = (await known()).find(({ portal }) => portal.id === id)?.kept
      if (!kept) throw new Misuse(`« ${id} » n’est pas un portail que quelqu’un a ajouté : seuls ceux-là se changent.`)
      const { organisation, nom } = options
      const { name: _, ...holder } = await holderNamed(
        product,
        typeof organisation === 'string' ? organisation : kept.organisation,
      )
      await edit.change(OPERATOR, id, {
        address: words[1] ?? kept.address,
        kind: kindAmong(words[2]),
        title: typeof nom === 'string' ? nom : kept.title,
        ...holder,
      })
      print({ id }, [`${id} : changé`])
      return 0
    },
  },
  {
    name: 'harvest portals retire',
    usage: 'harvest portals retire PORTAIL',
    summary: 'Ne plus lire le catalogue d’un portail ; ce qui en a été repris reste en ligne.',
    async run({ words, product, print }) {
      const id = required(words, 0, 'le nom du portail')
      await (await product()).harvest.portals.edit.retire(OPERATOR, id)
      print({ id }, [`${id} : retiré ; « icauna harvest portals restore ${id} » le remet`])
      return 0
    },
  },
  {
    name: 'harvest portals restore',
    usage: 'harvest portals restore PORTAIL',
    summary: 'Remettre un portail retiré.',
    async run({ words, product, print }) {
      const id = required(words, 0, 'le nom du portail')
      await (await product()).harvest.portals.edit.restore(OPERATOR, id)
      print({ id }, [`${id} : remis`])
      return 0
    },
  },
  {
    name: 'harvest portals take',
    usage: 'harvest portals take PORTAIL JEU [--licence LICENCE] [--organisation PRODUCTEUR]',
    summary: 'Reprendre un jeu d’un portail : il devient une source, à moissonner ensuite.',
    async run(input) {
      const [portal] = await chosen(input, [required(input.words, 0, 'le nom du portail')])
      const name = required(input.words, 1, 'le nom du jeu, tel que « harvest portals show » le donne')
      if (!portal) return 1
      const { licence, organisation } = input.options
      const { take } = (await input.product()).harvest.portals
      const taken = await take(OPERATOR, portal.id, [name], {
        licence: typeof licence === 'string' ? licence : undefined,
        producer: typeof organisation === 'string' ? organisation : undefined,
      })
      input.print(
        taken,
        taken.map((one) => `${one.name} : repris ; à moissonner avec « icauna harvest run ${one.name} »`),
      )
      return 0
    },
  },
  {
    name: 'harvest portals decide',
    usage: 'harvest portals decide JEU AUTRE MOT',
    summary: 'Dire si deux jeux qui se ressemblent sont « le-meme » ou « deux-jeux » ; la réponse est gardée.',
    async run({ words, product, print }) {
      const name = required(words, 0, 'le nom du jeu')
      const other = required(words, 1, 'l’autre jeu, tel que « harvest portals show » le donne')
      const word = required(words, 2, 'le mot, « le-meme » ou « deux-jeux »')
      if (word !== 'le-meme' && word !== 'deux-jeux') throw new Misuse('Le mot est « le-meme » ou « deux-jeux ».')
      const known = await (await product()).harvest.portals.decide(OPERATOR, name, other, word === 'le-meme')
      print(known, lines(known))
      return 0
    },
  },
]

/** Who holds a portal: an organisation that is known by its identifier, else a name. */
const holderNamed = async ({ organisations }: Awaited<ReturnType<CommandInput['product']>>, told: string) => {
  const known = await organisations.get(told)
  return known
    ? { organisation: known.id, newOrganisation: '', name: known.name }
    : { organisation: '', newOrganisation: told, name: told }
}

/** The kind of catalogue that a word names; null when there is no word. */
const kindAmong = (word: string | undefined) => {
  const kind = catalogueKind(word ?? '')
  if (word !== undefined && kind === null)
    throw new Misuse(`Le type est l’un de : ${Object.keys(CATALOGUE_WORDS).join(', ')}.`)
  return kind
}

/** The portals named, or all of them; one that does not exist is told. */
const chosen = async (
  { product }: Pick<CommandInput, 'product'>,
  words: readonly string[],
): Promise<readonly Portal[]> => {
  const portals = await (await product()).harvest.portals.list()
  const unknown = words.find((word) => !portals.some(({ id }) => id === word))
  if (unknown !== undefined)
    throw new Misuse(`Le portail « ${unknown} » n’existe pas : voyez « icauna harvest portals list ».`)
  return words.length === 0 ? portals : portals.filter(({ id }) => words.includes(id))
}

const lines = (known: KnownEntry): readonly string[] => [
  `${known.name}\t${known.vanishedAt ? `disparu le ${formatDate(known.vanishedAt)}, ` : ''}${ENTRY_STANDING_WORDS[standingOfEntry(known)]}${fileToTake(known.entry) ? '' : ', aucun fichier à lire'}\t${known.entry.title}`,
  ...(known.linkedTo === null ? [] : [`  ${known.linkedTo} : ${known.because.join(' ')}`]),
  ...known.doubts.flatMap(({ other, title, reasons }) => [
    `  ${other} : est-ce le même que « ${title} » ?`,
    ...reasons.map((reason) => `    - ${reason}`),
  ]),
]
