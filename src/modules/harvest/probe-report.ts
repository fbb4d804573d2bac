import { count, formatDate } from '../../kernel/french.ts'
import type { Probed, Verdict } from './probe-sources.ts'

/** Headings of the report, in the order of what asks for a person. */
const HEADINGS: Readonly<Record<Verdict, string>> = {
  changed: 'Ont changé de forme',
  silent: 'N’ont pas répondu',
  untold: 'Présents, colonnes à vérifier à la réception',
  same: 'Comme attendu',
}
const ORDER = Object.keys(HEADINGS) as readonly Verdict[]

/** Whether anything asks for a person: a change of shape, or no answer. */
export const asksForPerson = ({ verdict }: Probed): boolean => verdict === 'changed' || verdict === 'silent'

/** What a probe found, in one sentence. */
export const probeSummary = (probed: readonly Probed[]): string => {
  const of = (verdict: Verdict) => probed.filter((one) => one.verdict === verdict).length
  const told = [
    [of('same'), 'comme attendu', 'comme attendu'],
    [of('untold'), 'présente sans que ses colonnes se lisent', 'présentes sans que leurs colonnes se lisent'],
    [of('changed'), 'changée', 'changées'],
    [of('silent'), 'sans réponse', 'sans réponse'],
  ] as const
  const parts = told.filter(([n]) => n > 0).map(([n, one, several]) => count(n, one, several))
  return `${count(probed.length, 'source interrogée', 'sources interrogées')}${parts.length > 0 ? ` : ${parts.join(', ')}` : ''}.`
}

/** One line about a source: what was seen, then what to do. */
export const probeLine = ({ source, sentence, advice }: Probed): string =>
  [`${source} : ${sentence}`, advice].filter((part) => part !== '').join(' ')

/** The report of a probe as Markdown, what asks for a person first; texts of producers are text and nothing else. */
export const probeMarkdown = (probed: readonly Probed[], at: Date): string =>
  [
    `# Sonde des sources, ${formatDate(at)}`,
    '',
    probeSummary(probed),
    ...ORDER.map((verdict) => ({ verdict, those: probed.filter((one) => one.verdict === verdict) }))
      .filter(({ those }) => those.length > 0)
      .flatMap(({ verdict, those }) => ['', `## ${HEADINGS[verdict]}`, '', ...those.flatMap(lines)]),
    '',
  ].join('\n')

const lines = (one: Probed): readonly string[] => [
  `- **${plain(one.title)}** (\`${one.source}\`${one.host ? `, ${plain(one.host)}` : ''}) : ${plain(one.sentence)}${one.advice ? ` **À faire :** ${plain(one.advice)}` : ''}`,
  ...(one.missing.length > 0 && one.fields ? [`  - colonnes d’aujourd’hui : ${plain(one.fields.join(', '))}`] : []),
  ...(one.file ? [`  - fichier : ${plain(one.file)}${one.edition ? `, édition ${plain(one.edition)}` : ''}`] : []),
]

/** On one line, with nothing that Markdown or HTML would read. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, '\\$&')
