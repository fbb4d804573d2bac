import { formatNumber } from '../../../kernel/french.ts'
import { Locator, OutlineLocator } from '../../figure/index.ts'
import { ofPlace, type Place, placePath, titleOf } from '../place.ts'
import type { Whereabouts } from '../place-surroundings.ts'
import { inhabitantsOf } from '../place-words.ts'
import type { PlacePageProps } from './place-page.tsx'

/** Where a place is in its département: on its outline when contours are known, else among equal tiles. */
export const Where = ({ place, where }: { readonly place: Place; readonly where: Whereabouts }) => {
  const { departement, shapes, here, around, tiles, towns } = where
  if (!shapes)
    return (
      <Locator
        label={`${titleOf(place)} parmi les communes ${ofPlace(departement)} : un carré par commune.`}
        tiles={tiles}
        here={here}
      />
    )
  const drawn = (codes: ReadonlySet<string>) => [...codes].flatMap((code) => shapes.communes.get(code)?.geometry ?? [])
  const outside = place.level === 'departement' ? 0 : here.size - drawn(here).length
  return (
    <>
      <OutlineLocator
        label={
          place.id === departement.id
            ? `Le contour ${ofPlace(departement)}.`
            : `${titleOf(place)} sur le contour ${ofPlace(departement)}.`
        }
        outline={shapes.departement.geometry}
        around={shapes.own ? [] : drawn(around)}
        here={shapes.own ? [shapes.own.geometry] : drawn(here)}
        pin={where.away?.to}
        towns={towns.map((town) => ({ ...town, name: titleOf(town.place) }))}
      />
      <p class="origin">
        {outside > 0 &&
          `${outside > 1 ? `${formatNumber(outside)} communes hors` : 'Une commune hors'} ${ofPlace(departement)} ${outside > 1 ? 'ne sont pas dessinées' : 'n’est pas dessinée'}. `}
        Contours : {shapes.departement.source}
        {shapes.own && shapes.own.source !== shapes.departement.source && ` ; ${shapes.own.source}`}.
      </p>
    </>
  )
}

const BESIDE: Readonly<Partial<Record<Place['level'], readonly [title: string, which: string]>>> = {
  commune: ['Les communes voisines', 'Celles qui la touchent'],
  epci: ['Les intercommunalités voisines', 'Celles qui la touchent'],
  canton: ['Les cantons voisins', 'Ceux dont les communes entières touchent les siennes'],
}

/** The communes that touch a commune, the EPCI that touch an EPCI, the cantons that touch a canton. */
export const Touching = ({ place, where, told }: PlacePageProps) => {
  const words = BESIDE[place.level]
  if (!words || !where || where.touching.length === 0) return null
  const [title, which] = words
  return (
    <section aria-labelledby="touche">
      <h2 id="touche">{title}</h2>
      <ul class="choices places">
        {where.touching.map((other) => (
          <li>
            <a href={placePath(other)}>
              <span>{titleOf(other)}</span>
              <span class="n">{inhabitantsOf(other)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p class="origin">
        {which} à l’intérieur {ofPlace(where.departement)}, et leur nombre d’habitants
        {where.touching[0]?.population && ` en ${where.touching[0].population.year}`}. Le portail n’a pas les contours
        des départements voisins. {told?.compare && <a href={told.compareWith(where.touching)}>Les comparer</a>}
      </p>
    </section>
  )
}
