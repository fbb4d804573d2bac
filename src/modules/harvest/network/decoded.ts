import { DomainError } from '../../../kernel/errors.ts'

const PROLOG = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/i
const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]+)/i

/**
 * The signs that bytes stand for, without a byte-order mark: by that mark, by what an XML prolog declares, as UTF-8 when
 * they are well-formed so, else by what `contentType` says, else as Windows-1252. What a producer declares and is not so
 * (UTF-8 that is not well-formed) is read as the rest is. Refuses an encoding that nobody knows; `host` is who sent them.
 */
export const decoded = (bytes: Buffer, contentType: string | null, host: string): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoderOf('utf-16le', host).decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoderOf('utf-16be', host).decode(bytes)
  // Behind the mark of UTF-8, no prolog is read.
  const declared = PROLOG.exec(bytes.subarray(0, 300).toString('latin1'))?.[1]
  // A prolog that can be read byte by byte is not in UTF-16, whatever it says.
  if (declared !== undefined && !/^utf-?(8|16)/i.test(declared)) return decoderOf(declared, host).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const said = CHARSET.exec(contentType ?? '')?.[1]
    return decoderOf(said && !/^utf/i.test(said) ? said : 'windows-1252', host).decode(bytes)
  }
}

const decoderOf = (label: string, host: string): TextDecoder => {
  try {
    return new TextDecoder(label)
  } catch (error) {
    throw new DomainError(
      { kind: 'invalid', detail: `${host} a envoyé un texte dans un codage inconnu (« ${label} »).`, issues: [] },
      { cause: error },
    )
  }
}
