import { DomainError, invalid } from '../../../kernel/errors.ts'
import { refusedHost } from '../network/address-rules.ts'
import { asking } from '../network/ask.ts'
import type { Network, Time } from '../network/network.ts'
import { patientFetch } from '../network/patient-network.ts'
import { type CatalogueKind, cataloguesAt, isWholeCountry } from './catalogue-addresses.ts'
import { CATALOGUE_WORDS, type CatalogueFetch, listCatalogue } from './list-catalogue.ts'

/** A catalogue that was read at an address: its first datasets, and whether there are more. */
export interface FoundCatalogue {
  readonly catalogue: CatalogueFetch
  readonly titles: readonly string[]
  readonly whole: boolean
}

/** Datasets read of a catalogue that is only tried. */
const SAMPLE = 20
/** Milliseconds that a person waits for an answer, all questions together. */
const PATIENCE = 30_000

/**
 * Finds the catalogue at an address by reading its beginning, of the kind told or of any: known paths are asked one
 * after the other, at the pace of any harvest, until one answers as it must. Refuses, saying what to do, when none does;
 * nothing more is asked of a machine that cannot be reached, or that may not be.
 */
export const findCatalogue =
  ({ network, time }: { readonly network: Network; readonly time: Time }) =>
  async (url: URL, kind: CatalogueKind | null): Promise<FoundCatalogue> => {
    const limit = AbortSignal.timeout(PATIENCE)
    const ask = asking(patientFetch(network, time, { say: () => undefined, asked: () => undefined }, {}, 1), limit)
    const refusals: DomainError[] = []
    for (const catalogue of cataloguesAt(url, kind))
      try {
        const { entries, whole } = await listCatalogue(catalogue, ask, SAMPLE)
        if (entries.length > 0) return { catalogue, titles: entries.map(({ title }) => title), whole }
        refusals.push(invalid(`Le catalogue de ${url.host} se lit, mais il est vide.`))
      } catch (error) {
        if (limit.aborted) throw tooSlow(url)
        if (!(error instanceof DomainError)) throw error
        if (isOutOfReach(error, url)) throw error
        refusals.push(error)
      }
    throw notFoundAt(url, kind, refusals)
  }

/** Nobody answered at all, or nobody may be asked: another path would not do better. A status, even a bad one, is an answer. */
const isOutOfReach = ({ fault, cause, message }: DomainError, { hostname }: URL): boolean =>
  (fault.kind === 'unavailable' && cause !== undefined) || message === refusedHost(hostname).message

const tooSlow = ({ host }: URL) =>
  new DomainError({
    kind: 'unavailable',
    detail: `${host} met trop de temps à répondre. Réessayez plus tard, ou donnez l’adresse exacte de son catalogue.`,
  })

const notFoundAt = (url: URL, kind: CatalogueKind | null, refusals: readonly DomainError[]) => {
  if (isWholeCountry(url))
    return invalid(
      'Sur data.gouv.fr, donnez la page d’une organisation, comme https://www.data.gouv.fr/organizations/ville-de-joigny',
    )
  const down = refusals.find(({ fault }) => fault.kind === 'unavailable')
  if (down) return invalid(`${down.message} Réessayez plus tard.`)
  const [first] = refusals
  if (kind !== null)
    return invalid(
      `Aucun ${CATALOGUE_WORDS[kind]} ne se lit à cette adresse.${first ? ` ${first.message}` : ''} Vérifiez-la, ou laissez chercher le type.`,
    )
  return invalid(
    'Aucun catalogue n’a été reconnu à cette adresse. Donnez l’adresse du catalogue lui-même : celle qui finit par .rdf, .ttl, .jsonld ou /csw, ou demandez-la à qui tient ce portail.',
  )
}
