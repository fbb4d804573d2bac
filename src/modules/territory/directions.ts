/** A point on the ground, in degrees. */
export interface Position {
  readonly longitude: number
  readonly latitude: number
}

const EARTH_KM = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Kilometres between two points as the crow flies, by the haversine formula on a sphere of 6 371 km. */
export const kilometresBetween = (a: Position, b: Position): number => {
  const [dLatitude, dLongitude] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const h =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

const TOWARDS = [
  'au nord',
  'au nord-est',
  'à l’est',
  'au sud-est',
  'au sud',
  'au sud-ouest',
  'à l’ouest',
  'au nord-ouest',
] as const

/** On which side of `from` a point lies, as a sentence says it before « d’Auxerre »: « au sud-est », « à l’ouest ». */
export const sideOf = (from: Position, to: Position): string => {
  const east = (to.longitude - from.longitude) * Math.cos(radians((from.latitude + to.latitude) / 2))
  const angle = Math.atan2(east, to.latitude - from.latitude)
  return TOWARDS[(Math.round(angle / (Math.PI / 4)) + 8) % 8] ?? 'au nord'
}

/** Rounded as one says it aloud: to the kilometre below ten, to five kilometres beyond. */
export const roundedKilometres = (km: number): number =>
  km < 10 ? Math.max(1, Math.round(km)) : Math.round(km / 5) * 5
