import { DomainError } from '../../kernel/errors.ts'
import { columnNames } from '../ingest/index.ts'
import { findFile } from './connectors/connectors.ts'
import type { FoundFile } from './found-file.ts'
import { asking } from './network/ask.ts'
import type { Network, Time } from './network/network.ts'
import { type Fetch, patientFetch } from './network/patient-network.ts'
import { dataOnly } from './network/received.ts'
import type { Source } from './source.ts'

/** What became of one source: as declared; of another shape; of a shape that its first bytes do not tell; or no answer. */
export type Verdict = 'same' | 'changed' | 'untold' | 'silent'

/** What a producer answered about one source. */
export interface Probed {
  readonly source: string
  readonly title: string
  /** Who was asked last. */
  readonly host: string | null
  readonly verdict: Verdict
  /** What was seen, in French. */
  readonly sentence: string
  /** What to do about it; empty when there is nothing to do. */
  readonly advice: string
  /** Name of the file, its edition and its address, once found. */
  readonly file: string | null
  readonly edition: string | null
  readonly url: string | null
  /** Fields met, when the first bytes tell them. */
  readonly fields: readonly string[] | null
  /** Declared patterns of fields that nothing answers to. */
  readonly missing: readonly string[]
  /** Questions asked. */
  readonly requests: number
}

export interface ProbeDeps {
  readonly network: Network
  readonly time: Time
  /** Labels of the columns of a table of a source, from its first bytes; null when they do not tell (archive, workbook). */
  readonly fieldsOf: (start: Uint8Array, name: string, source: Source) => Promise<readonly string[] | null>
}

/** Enough of a file for its header and some rows, in bytes. */
const START = 65_536
/** A probe asks again once: what is out of order now may be for hours. */
const TRIES = 2

/**
 * Asks every endpoint of every source once, at the pace of its host: the catalogue that leads to the file, then the
 * first bytes of the file. Fields met are compared with those that the source declares. Nothing is kept.
 */
export const probeSources =
  ({ network, time, fieldsOf }: ProbeDeps) =>
  async (
    sources: readonly Source[],
    onDone: (probed: Probed) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<readonly Probed[]> => {
    let requests = 0
    const asked = () => {
      requests += 1
    }
    const fetch = patientFetch(network, time, { say: () => undefined, asked }, {}, TRIES)
    const ask = asking(fetch, signal)
    const done: Probed[] = []
    for (const source of sources) {
      signal?.throwIfAborted()
      requests = 0
      const { id, title } = source
      const blank = { source: id, title, host: null, file: null, edition: null, url: null, fields: null, missing: [] }
      let found: FoundFile | undefined
      let seen: Pick<Probed, 'verdict' | 'sentence' | 'advice'> & Partial<Probed>
      try {
        found = await findFile(source.fetch, ask, time.now().getFullYear())
        seen = compared(source, await fieldsOf(await startOf(found, fetch, signal), found.name, source))
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        seen = failed(error)
      }
      const where = found ? { file: found.name, edition: found.edition, url: found.url, host: hostOf(found.url) } : {}
      const probed = { ...blank, ...where, ...seen, requests }
      done.push(probed)
      onDone(probed)
    }
    return done
  }

const hostOf = (url: string): string | null => URL.parse(url)?.host ?? null

const compared = ({ feeds, filter, leftOut = [], unnamed }: Source, fields: readonly string[] | null) => {
  if (fields === null || unnamed)
    return {
      verdict: 'untold' as const,
      sentence: unnamed
        ? 'Le fichier est là ; il n’a pas de ligne de titres : ses colonnes ne se comparent qu’une fois reçu.'
        : 'Le fichier est là ; c’est une archive ou un classeur, ses colonnes ne se lisent qu’une fois reçu.',
      advice: '',
    }
  const declared = new Set([
    ...[...(filter ? [filter] : []), ...leftOut].map(({ column }) => column),
    ...feeds.flatMap(({ checks }) => checks.columns),
  ])
  const names = [...fields.map((label) => label.trim()), ...columnNames(fields)]
  const missing = [...declared].filter((pattern) => !names.some((name) => new RegExp(pattern, 'i').test(name)))
  if (missing.length === 0)
    return { verdict: 'same' as const, sentence: 'Le fichier est là, avec ce qui est attendu.', advice: '', fields }
  return {
    verdict: 'changed' as const,
    sentence: `Le fichier n’a plus ce qui est attendu : ${missing.map((pattern) => `« ${pattern} »`).join(', ')}.`,
    advice: 'Comparez avec ses colonnes d’aujourd’hui, et corrigez les colonnes attendues de la source.',
    fields,
    missing,
  }
}

/** What a failure tells of the producer, and what to do. */
const failed = ({ fault, message }: DomainError): Pick<Probed, 'verdict' | 'sentence' | 'advice'> => {
  switch (fault.kind) {
    case 'unavailable':
      return { verdict: 'silent', sentence: message, advice: 'Recommencez dans quelques heures.' }
    case 'forbidden':
      return {
        verdict: 'silent',
        sentence: message,
        advice: 'Vérifiez dans un navigateur que le producteur donne encore ce fichier à tous.',
      }
    case 'not-found':
      return {
        verdict: 'changed',
        sentence: message,
        advice: 'Le producteur l’a déplacé ou renommé : cherchez-le sur sa page, et corrigez l’adresse de la source.',
      }
    default:
      return {
        verdict: 'changed',
        sentence: message,
        advice: 'Le service a changé de forme : comparez sa réponse avec ce que la source attend.',
      }
  }
}

/** The first bytes of a file: the smallest part that services let one ask. A service that ignores the range is left after as many. */
const startOf = async (found: FoundFile, fetch: Fetch, signal: AbortSignal | undefined): Promise<Uint8Array> => {
  if (found.gathered) return firstBytes(found.gathered())
  const headers = { ...found.headers, range: `bytes=0-${START - 1}`, 'accept-encoding': 'identity' }
  return fetch({ url: found.url, headers, signal }, ({ url, body }) => firstBytes(dataOnly(body, new URL(url).host)))
}

const firstBytes = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size >= START) break
  }
  return Buffer.concat(chunks).subarray(0, START)
}
