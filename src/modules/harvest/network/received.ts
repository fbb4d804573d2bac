import { invalid } from '../../../kernel/errors.ts'

const PAGE = /^\uFEFF?\s*(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body)\b/i

/**
 * The body of an answer that claims to be data, refused when it is empty or a web page: both come with a status that
 * says all went well. `host` is who answered.
 */
export async function* dataOnly(body: AsyncIterable<Uint8Array>, host: string): AsyncGenerator<Uint8Array> {
  let start: Buffer | null = Buffer.alloc(0)
  for await (const chunk of body) {
    if (start === null) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < 512) continue
    yield checked(start, host)
    start = null
  }
  if (start === null) return
  if (start.length === 0) throw invalid(`${host} a répondu, mais n’a rien envoyé.`)
  yield checked(start, host)
}

const checked = (start: Buffer, host: string): Buffer => {
  if (PAGE.test(start.subarray(0, 512).toString('latin1').replace(/^ï»¿/, '')))
    throw invalid(`${host} a envoyé une page web au lieu de données.`)
  return start
}
