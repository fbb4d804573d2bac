import { writeFileSync } from 'node:fs'
import { commandsPage, settingsPage } from './operator-pages.ts'

// Writes the operator's pages from what the code declares; a test compares them.
for (const [name, text] of [
  ['settings', settingsPage()],
  ['commands', commandsPage()],
] as const)
  writeFileSync(new URL(`../docs/operate/${name}.md`, import.meta.url), text)
