/** What codes are checked against: true when the code exists or once existed. */
export interface References {
  readonly commune: (code: string) => boolean
  readonly epci: (code: string) => boolean
  readonly departement: (code: string) => boolean
  readonly region: (code: string) => boolean
  readonly postcode: (code: string) => boolean
}

/** Luhn's key, which SIREN and SIRET carry (La Poste's SIRET follow another rule: their digits add up to a multiple of five). */
export const isSirenLike = (code: string): boolean => {
  if (!/^(\d{9}|\d{14})$/.test(code)) return false
  const figures = [...code].reverse().map(Number)
  const luhn = figures.reduce(
    (sum, figure, i) => sum + (i % 2 === 0 ? figure : figure * 2 > 9 ? figure * 2 - 9 : figure * 2),
    0,
  )
  return luhn % 10 === 0 || (code.startsWith('356000000') && figures.reduce((sum, figure) => sum + figure, 0) % 5 === 0)
}

const UAI_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** A school's number: seven digits and the letter that their remainder by 23 gives. */
export const isUai = (code: string): boolean =>
  /^\d{7}[A-Z]$/.test(code) && UAI_LETTERS[Number(code.slice(0, 7)) % 23] === code[7]
