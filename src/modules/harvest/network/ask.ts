import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import { formatBytes } from '../../../kernel/french.ts'
import { decoded } from './decoded.ts'
import type { Answered, Posted } from './network.ts'
import type { Fetch } from './patient-network.ts'
import { dataOnly } from './received.ts'

/** A text as it was answered, whatever signs it was written in. */
export interface AnsweredText {
  readonly text: string
  /** The address that answered in the end: what relative addresses are relative to. */
  readonly url: string
}

/** Questions to catalogues and services, whose answers fit in memory. The same address is asked once a run. */
export interface Ask {
  /** An answer of a known shape; one of another shape is refused by the place where it differs. */
  readonly json: <S extends TSchema>(url: string, shape: S) => Promise<Static<S>>
  /** The same for a page of many, which is not kept. */
  readonly page: <S extends TSchema>(url: string, shape: S) => Promise<Static<S>>
  /** A text in one of the media types that `accept` lists, as an `Accept` header. */
  readonly text: (url: string, accept: string) => Promise<AnsweredText>
  /** The same for a text of many, which is not kept; what is posted with the question is part of it. */
  readonly textPage: (url: string, accept: string, body?: Posted) => Promise<AnsweredText>
  /** Whether something answers there, without reading it. */
  readonly exists: (url: string) => Promise<boolean>
}

const LARGEST = 50e6
const JSON_ONLY = 'application/json'

/** Asks through `fetch`, and remembers what was answered. */
export const asking = (fetch: Fetch, signal?: AbortSignal): Ask => {
  const known = new Map<string, Promise<AnsweredText>>()
  const textPage = (url: string, accept: string, body?: Posted) =>
    fetch({ url, headers: { accept }, body, signal }, wholeText)
  const text = (url: string, accept: string) => {
    const key = `${accept} ${url}`
    const asked = known.get(key) ?? textPage(url, accept)
    known.set(key, asked)
    return asked
  }
  return {
    json: async (url, shape) => shaped((await text(url, JSON_ONLY)).text, shape, new URL(url).host),
    page: async (url, shape) => shaped((await textPage(url, JSON_ONLY)).text, shape, new URL(url).host),
    text,
    textPage,
    exists: (url) =>
      fetch({ url, signal }, async ({ body }) => {
        for await (const _ of body) break
        return true
      }).catch((error) => {
        if (error instanceof DomainError && error.fault.kind === 'not-found') return false
        throw error
      }),
  }
}

const wholeText = async ({ url, header, body }: Answered): Promise<AnsweredText> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of dataOnly(body, new URL(url).host)) {
    size += chunk.byteLength
    if (size > LARGEST) throw invalid(`${new URL(url).host} envoie plus de ${formatBytes(LARGEST)} pour une question.`)
    chunks.push(chunk)
  }
  return { text: decoded(Buffer.concat(chunks), header('content-type'), new URL(url).host), url }
}

const shaped = <S extends TSchema>(text: string, shape: S, host: string): Static<S> => {
  const found = parsed(text, host)
  if (Value.Check(shape, found)) return found
  const [error] = Value.Errors(shape, found)
  throw invalid(`${host} ne répond plus comme avant : ${error?.instancePath || 'la réponse'} a changé de forme.`, [
    { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
  ])
}

const Refusal = Type.Object({ success: Type.Literal(false) })

const parsed = (text: string, host: string): unknown => {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    throw new DomainError(
      { kind: 'invalid', detail: `${host} a envoyé autre chose que du JSON.`, issues: [] },
      { cause: error },
    )
  }
  if (Value.Check(Refusal, found)) throw invalid(`${host} a répondu que la demande a échoué.`)
  return found
}
