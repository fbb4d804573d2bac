import ipaddr from 'ipaddr.js'
import { forbidden } from '../../../kernel/errors.ts'

/** Hosts of private networks that the configuration names: `donnees.intranet.local`, or `host:port`. */
export type AllowedHosts = ReadonlySet<string>

/** All that IPv6 gives to the internet (IANA, « IPv6 Global Unicast Allocations »): what is outside is somebody's own network. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3')
/** A public address that only the machines of one cloud reach, and that tells them its secrets. */
const HOST_OF_CLOUD = '168.63.129.16'

/**
 * Whether an address is one of the public internet. Loopback, private, link-local (where clouds keep their secrets),
 * unique-local, site-local, reserved ones and those that hide another inside (IPv4 in IPv6, NAT64, 6to4, Teredo) are
 * not, unless the hidden one, for IPv4 in IPv6, is public. Ranges of RFC 6890, as ipaddr.js names them.
 */
export const isPublicAddress = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return false
  const real = ipaddr.process(bare)
  if (real.range() !== 'unicast') return false
  return real instanceof ipaddr.IPv6 ? real.match(GLOBAL) : real.toString() !== HOST_OF_CLOUD
}

/** Whether the configuration lets the harvest reach a host whatever its address. */
export const isAllowedHost = (url: URL, allowed: AllowedHosts): boolean =>
  allowed.has(url.hostname) || allowed.has(`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`)

/** Refuses, before any connection, an address that cannot be a producer's: another protocol, a name and a password, a number of our own network. */
export const checkedUrl = (text: string, allowed: AllowedHosts): URL => {
  const url = URL.parse(text)
  if (!url) throw forbidden(`« ${text.slice(0, 200)} » n’est pas une adresse.`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw forbidden(`L’adresse « ${url.protocol}// » n’est pas permise : seules http et https le sont.`)
  if (url.username || url.password)
    throw forbidden(`L’adresse chez ${url.hostname} porte un nom ou un mot de passe : elle est refusée.`)
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  if (!isAllowedHost(url, allowed) && (ipaddr.isValid(bare) ? !isPublicAddress(bare) : !bare.includes('.')))
    throw refusedHost(url.hostname)
  return url
}

/** Said of a host that is, or answers from, the portal's own network. */
export const refusedHost = (host: string) =>
  forbidden(
    `« ${host} » est une machine du réseau privé : la moisson ne l’atteint pas, sauf si le réglage HARVEST_ALLOWED_HOSTS la nomme.`,
  )
