import ipaddr from 'ipaddr.js'

/**
 * What stands for who asks from an address: itself in IPv4, the 64 first bits in IPv6, where any line is given all the
 * addresses that begin so (RFC 6177). A text that is no address stands for itself.
 */
export const askerNetwork = (address: string): string => {
  if (!ipaddr.isValid(address)) return address
  const known = ipaddr.process(address)
  if (!(known instanceof ipaddr.IPv6)) return known.toString()
  return `${known.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
