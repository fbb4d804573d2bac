import { backUp, restore } from '../backup/backup.ts'
import { formatBytes } from '../kernel/french.ts'
import { type Command, required } from './command.ts'

/** `backup FICHIER`: everything in one archive. */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FICHIER.zip',
  summary: 'Sauvegarder tout : base, fichiers reçus, versions, éditions d’indicateurs.',
  async run({ words, product, print, progress }) {
    const path = required(words, 0, 'le fichier à écrire')
    const { database, folder } = await product()
    const bytes = await backUp({ database, folder }, path, progress)
    print({ path, bytes }, [`Sauvegarde écrite : ${path}, ${formatBytes(bytes)}`])
    return 0
  },
}

/** `restore FICHIER`: everything back, into an installation that holds nothing yet. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FICHIER.zip [--force]',
  summary: 'Remettre une sauvegarde ; --force remplace ce qui est là.',
  async run({ words, options, product, print, progress }) {
    const path = required(words, 0, 'la sauvegarde à lire')
    const { database, folder } = await product()
    const files = await restore({ database, folder }, path, options.force === true, progress)
    print({ path, files }, [`${files} fichiers remis. Redémarrez le portail.`])
    return 0
  },
}
