import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { count, formatBytes } from '../kernel/french.ts'
import { STATE_WORDS } from '../modules/indicator/index.ts'
import { filesOfAll, versionFiles } from '../modules/query/index.ts'
import type { Command } from './command.ts'

interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly advice: string
}

/** `doctor`: looks at everything the portal rests on, and says what to mend. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Vérifier l’installation et dire quoi réparer.',
  async run({ config, product, print, progress }) {
    const findings: Finding[] = []
    const look = (what: string, ok: boolean, advice: string) => findings.push({ what, ok, advice })
    const conclude = () => {
      print(
        findings,
        findings.map((f) => (f.ok ? `✓ ${f.what}` : `✗ ${f.what}\n    ${f.advice}`)),
      )
      return findings.every((f) => f.ok) ? 0 : 1
    }
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    look(
      `Node ${process.versions.node}`,
      major > 20 || (major === 20 && minor >= 19),
      'Installez Node 20.19 ou plus récent.',
    )
    const begun = await product().catch((error: Error) => error)
    if (begun instanceof Error) {
      look(
        'Le portail ne démarre pas',
        false,
        `${begun.message}${config.DATABASE_URL ? ' Vérifiez DATABASE_URL.' : ''}`,
      )
      return conclude()
    }
    const { folder, versions, datasets, places } = begun
    const disk = await statfs(folder)
    const free = disk.bavail * disk.bsize
    look(
      `Disque : ${formatBytes(free)} libres`,
      free > 2e9,
      'Libérez de la place : une lecture demande plusieurs fois la taille du fichier.',
    )
    look('PostgreSQL répond', true, '')
    look(
      'Lieux chargés',
      (await places.codes('commune')).size > 30_000,
      'Redémarrez le portail : les lieux se chargent au démarrage.',
    )
    const { items } = await datasets.list({ page: 1, size: 100_000 })
    for (const [i, { dataset }] of items.entries()) {
      progress(i / items.length, dataset.title.slice(0, 28))
      for (const version of await versions.ofDataset(dataset.id)) {
        const files = versionFiles(join(folder, 'versions'), version.id)
        const missing = filesOfAll(files).filter((path) => !existsSync(path))
        if (missing.length > 0)
          look(
            `${dataset.slug}, version ${version.number} : ${missing.length} fichier(s) manquant(s)`,
            false,
            version.id === dataset.versionId
              ? `Lancez « icauna dataset rebuild ${dataset.slug} » : la même chose, d’après le fichier reçu.`
              : 'Restaurez-la d’une sauvegarde ; les autres versions ne sont pas touchées.',
          )
        const original = join(folder, 'fichiers', version.original.sha256.slice(0, 2), version.original.sha256)
        if (!existsSync(original))
          look(
            `${dataset.slug}, version ${version.number} : fichier reçu manquant`,
            false,
            'Restaurez-le d’une sauvegarde.',
          )
        else if ((await sha256(original)) !== version.original.sha256)
          look(
            `${dataset.slug}, version ${version.number} : fichier reçu abîmé`,
            false,
            'Restaurez-le d’une sauvegarde.',
          )
      }
    }
    for (const { definition, state, refusal } of await begun.indicators.atelier.desk.list())
      if (state === 'stale' || state === 'refused')
        look(
          `${definition.slug} : ${STATE_WORDS[state]}`,
          false,
          state === 'stale'
            ? `Lancez « icauna indicator rebuild ${definition.slug} », ou redémarrez le portail : ses chiffres ne sont pas ceux de ses sources, ou d’une définition d’avant.`
            : `Ses chiffres d’avant restent en ligne. ${(refusal?.findings ?? []).map(({ message }) => message).join(' ')}`,
        )
    look(`Vérifiés : ${count(items.length, 'jeu de données', 'jeux de données')}`, true, '')
    return conclude()
  },
}

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
