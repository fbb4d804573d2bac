import type { Ask } from './network/ask.ts'

/** This edition's file, where its producer's catalogue says that it is. */
export interface FoundFile {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** A name with an extension that tells the format. */
  readonly name: string
  /** What tells this edition from others, as `2023` or `2026-06`; null when nothing says it. */
  readonly edition: string | null
  /** What its producer's catalogue says that changes each time the file does (a checksum, the hour of its making); absent when it says nothing so sure. */
  readonly mark?: string
  /** Pages to be gathered as one file, when a service gives no file: the bytes, in order, asked as they are read. `url` is then the first. */
  readonly gathered?: () => AsyncIterable<Uint8Array>
}

/** A file that someone has, to be found offline where a source looks for it, under the name and title that its producer gives it. */
export interface FileAtHand {
  readonly name: string
  readonly title: string
  /** Its year, where an address asks for one. */
  readonly year: number | null
}

/** An answer that leads to a file at hand: an address, and JSON or another text in the producer's shape, or the file itself. */
export type OfflineAnswer = { readonly url: string } & (
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly file: true }
)

/** One way of finding files: what a producer's service is asked, and how its answers are read. */
export interface Connector<F> {
  readonly find: (fetch: F, ask: Ask) => Promise<FoundFile>
  /** What the service would answer if the file at hand were its only one; nothing when it cannot be imitated. */
  readonly imitate: (fetch: F, file: FileAtHand) => readonly OfflineAnswer[]
}

/** The last part of an address's path, as a file name. */
export const nameInUrl = (url: string): string => {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** The first group of a pattern in one of the texts, tried in order; null when none has it. */
export const captured = (pattern: string | undefined, texts: readonly (string | null | undefined)[]): string | null => {
  if (pattern === undefined) return null
  for (const text of texts) {
    const found = text?.match(new RegExp(pattern, 'i'))
    if (found) return found[1] ?? found[0]
  }
  return null
}
