import type { Clock } from '../../kernel/clock.ts'
import { invalid } from '../../kernel/errors.ts'
import { count } from '../../kernel/french.ts'
import {
  type Dissolution,
  dissolved,
  type ShapeFeature,
  type SimplifiedShape,
  simplifiedShapes,
} from './contour-shapes.ts'
import { isOfWholeCommunes, type Level } from './place.ts'
import type { ContourStore, PlaceStore } from './ports.ts'
import { readContours } from './read-contours.ts'
import { rebuildSeries } from './rebuild-series.ts'

export interface ContourFile {
  readonly level: Level
  /** The year of its limits: those of 1 January. */
  readonly edition: number
  readonly source: string
  readonly shapes: readonly ShapeFeature[]
}

/** What was made of a file of contours, and what was found wrong, in French. */
export interface ContourReport {
  readonly level: Level
  readonly shapes: number
  readonly kept: number
  /** Larger places drawn by reuniting these, by level. */
  readonly made: Readonly<Partial<Record<Level, number>>>
  readonly remarks: readonly string[]
}

interface Deps {
  readonly places: Pick<PlaceStore, 'codes' | 'history' | 'members' | 'neighbours' | 'byCode'>
  readonly contours: Pick<ContourStore, 'of' | 'save'>
  readonly now: Clock
}

/**
 * Keeps the contours of a file, checked against the places of today: codes that ceased are dissolved into their
 * successor. From communes, the EPCI, cantons and arrondissements that are whole are drawn too; a file of cantons then draws
 * those that share a commune alone, so that the others keep the borders of their communes. Keeps nothing of a file none of whose
 * codes is known.
 */
export const loadContours =
  (deps: Deps) =>
  async ({ level, edition, source, shapes: given }: ContourFile): Promise<ContourReport> => {
    const today = deps.now().toISOString().slice(0, 10)
    const known = await deps.places.codes(level)
    const shapes = given.map((shape) => ({
      ...shape,
      properties: { code: officialCode(shape.properties.code, level, known) },
    }))
    const codes = [...new Set(shapes.map(({ properties }) => properties.code))]
    const asked = { level, codes, edition, today, known }
    const { groups: found, remarks: first } = await groupsOf(deps, asked)
    if (found.size === 0) throw invalid(`Aucun code de ce fichier n’est connu au niveau « ${level} ».`)
    const drawnBefore = level === 'canton' ? await drawnByCommunes(deps, [...found.keys()], today) : []
    const groups = new Map([...found].filter(([code]) => !drawnBefore.includes(code)))
    const remarks = [...first, ...said('Déjà dessinés par leurs communes, laissés ainsi', drawnBefore)]
    const simplified = simplifiedShapes(shapes, groups)
    await deps.contours.save({ level, edition, source, at: deps.now(), shapes: simplified })
    const made: Partial<Record<Level, number>> = {}
    const drawn = [...simplified.keys()]
    const missing = level === 'commune' ? await missingCommunes(deps, drawn, today) : []
    if (level === 'commune')
      for (const larger of ['epci', 'canton', 'arrondissement', 'departement'] as const) {
        const members = await wholePlaces(deps, larger, drawn, today)
        if (members.size === 0) continue
        const reunited = reunite(simplified, members)
        await deps.contours.save({ level: larger, edition, source, at: deps.now(), shapes: reunited })
        made[larger] = reunited.size
      }
    return {
      level,
      shapes: shapes.length,
      kept: simplified.size,
      made,
      remarks: [...remarks, ...said('Sans contour dans ce fichier', missing)],
    }
  }

/** Draws the cantons of whole communes from the contours of communes kept before cantons were known, and gives how many. */
export const drawCantons = async (deps: Deps): Promise<number> => {
  const codes = [...(await deps.places.codes('commune'))]
  const [page, overview] = [
    await deps.contours.of('commune', codes),
    await deps.contours.of('commune', codes, 'overview'),
  ]
  const [first] = page.values()
  if (!first) return 0
  const at = deps.now()
  const members = await wholePlaces(deps, 'canton', [...page.keys()], at.toISOString().slice(0, 10))
  const kept = new Map(
    [...page].map(([code, { geometry }]) => [
      code,
      { page: geometry, overview: overview.get(code)?.geometry ?? geometry },
    ]),
  )
  const shapes = reunite(kept, members)
  await deps.contours.save({ level: 'canton', edition: first.edition, source: first.source, at, shapes })
  return shapes.size
}

/** As `loadContours`, from the text of a GeoJSON or TopoJSON file. */
export const loadContourFile =
  (deps: Deps) =>
  (text: string, about: Omit<ContourFile, 'shapes'>): Promise<ContourReport> =>
    loadContours(deps)({ ...about, shapes: readContours(text) })

/** Maps of cantons write their number with three figures: `89001` for `8901`. */
const officialCode = (code: string, level: Level, known: ReadonlySet<string>): string => {
  const short = code.replace(/0(\d\d)$/, '$1')
  return level === 'canton' && !known.has(code) && known.has(short) ? short : code
}

/** Cantons of whole communes all of which are drawn. */
const drawnByCommunes = async ({ places, contours }: Deps, codes: readonly string[], today: string) => {
  const drawn: string[] = []
  for (const code of codes) {
    const place = await places.byCode('canton', code, today)
    const members = place && isOfWholeCommunes(place) ? await places.members(place.id, 'commune', today) : []
    const known = await contours.of(
      'commune',
      members.map((member) => member.code),
    )
    if (members.length > 0 && known.size === members.length) drawn.push(code)
  }
  return drawn
}

interface Asked {
  readonly level: Level
  readonly codes: readonly string[]
  readonly edition: number
  readonly today: string
  readonly known: ReadonlySet<string>
}

const groupsOf = async ({ places }: Deps, { level, codes, edition, today, known }: Asked) => {
  const unknown = codes.filter((code) => !known.has(code))
  const values = new Map(
    codes.filter((code) => known.has(code)).map((code) => [code, { value: 1, status: 'value' } as const]),
  )
  const movements = await places.history(level, `${edition}-01-01`, today)
  const rebuilt = rebuildSeries({ values, measure: { kind: 'count' }, movements })
  const groups = new Map<string, readonly string[]>()
  const [reunited, undrawn, ceased]: [string[], string[], string[]] = [[], [], []]
  for (const [code, { value, how }] of rebuilt) {
    const place = await places.byCode(level, code, today)
    if (!place || (place.validUntil !== null && place.validUntil <= today)) ceased.push(code)
    else if (value === null) undrawn.push(code)
    else {
      groups.set(code, how.of)
      if (how.of.length > 1) reunited.push(`${how.of.filter((part) => part !== code).join(', ')} dans ${code}`)
    }
  }
  const remarks = [
    ...said('Codes inconnus, laissés de côté', unknown),
    ...said(`Codes qui n’existaient plus au 1er janvier ${edition}, laissés de côté`, ceased),
    ...said('Réunis à leur successeur', reunited),
    ...said('Sans contour possible (territoire partagé depuis, ou partie absente du fichier)', undrawn),
  ]
  return { groups: groups as Dissolution, remarks }
}

const said = (what: string, codes: readonly string[]): readonly string[] =>
  codes.length === 0
    ? []
    : [
        `${what} (${count(codes.length, 'cas', 'cas')}) : ${codes.slice(0, 20).join(' ; ')}${codes.length > 20 ? '…' : ''}.`,
      ]

const departementsOf = (codes: readonly string[]): readonly string[] => [
  ...new Set(codes.map((code) => code.slice(0, code.startsWith('97') ? 3 : 2))),
]

const missingCommunes = async (
  { places }: Deps,
  drawn: readonly string[],
  today: string,
): Promise<readonly string[]> => {
  const have = new Set(drawn)
  const members = await Promise.all(
    departementsOf(drawn).map((code) => places.members(`departement:${code}`, 'commune', today)),
  )
  return members.flat().flatMap(({ code }) => (have.has(code) ? [] : [code]))
}

/** Larger places all of whose communes are drawn, with them. */
const wholePlaces = async (
  { places }: Deps,
  level: 'epci' | 'canton' | 'arrondissement' | 'departement',
  drawn: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const have = new Set(drawn)
  const touched = (
    await Promise.all(
      departementsOf(drawn).map(async (code) =>
        level === 'departement'
          ? [code]
          : (await places.neighbours(`departement:${code}`, level)).filter(isOfWholeCommunes).map((p) => p.code),
      ),
    )
  ).flat()
  const whole = new Map<string, readonly string[]>()
  for (const code of new Set(touched)) {
    const members = (await places.members(`${level}:${code}`, 'commune', today)).map((member) => member.code)
    if (members.length > 0 && members.every((member) => have.has(member))) whole.set(code, members)
  }
  return whole
}

const reunite = (
  simplified: ReadonlyMap<string, SimplifiedShape>,
  members: ReadonlyMap<string, readonly string[]>,
): ReturnType<typeof simplifiedShapes> => {
  const at = (detail: 'page' | 'overview') =>
    dissolved(
      [...simplified].map(([code, shape]) => ({ type: 'Feature', geometry: shape[detail], properties: { code } })),
      members,
    )
  const [page, overview] = [at('page'), at('overview')]
  return new Map(
    [...page].flatMap(([code, shape]) => [[code, { page: shape, overview: overview.get(code) ?? shape }] as const]),
  )
}
