import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedFolder } from '../test/shared.ts'
import { commandsPage, settingsPage } from './operator-pages.ts'
import { triedFilesPage } from './tried-files-page.ts'
import { filesOf, tryFiles } from './try-files.ts'

// Writes the pages made from what the code declares and does; tests compare them.
const write = (name: string, text: string) => writeFileSync(new URL(`../docs/${name}.md`, import.meta.url), text)
write('operate/settings', settingsPage())
write('operate/commands', commandsPage())

const data = join(sharedFolder(), 'data')
if (existsSync(data)) write('fichiers-essayes', triedFilesPage(await tryFiles(data, filesOf(data))))
else process.stderr.write(`Le dossier ${data} n’est pas là : docs/fichiers-essayes.md reste tel quel.\n`)
