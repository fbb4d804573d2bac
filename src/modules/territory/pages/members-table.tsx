import { formatNumber } from '../../../kernel/french.ts'
import { Table } from '../../../web/index.ts'
import { ofPlace, type Place, placePath, titleOf } from '../place.ts'
import { departementCodeOf } from '../place-lead.ts'
import type { MemberColumn } from '../place-told.ts'
import { sortedBy, sortMembers } from '../sort-members.ts'
import type { PlacePageProps } from './place-page.tsx'

/** The communes of a territory, a line each: inhabitants, a few indicators; a link in each head sorts by it. */
export const MembersTable = ({ place, members, containers, told, order }: PlacePageProps) => {
  const columns = told?.columns ?? []
  const by = sortedBy(columns, order.by)
  const departements = containers.filter(({ level }) => level === 'departement')
  const crossing = place.level === 'epci' && departements.length > 1
  const head = { path: placePath(place), by, rising: order.rising }
  return (
    <>
      <Table
        look="members"
        caption={`Communes ${ofPlace(place)} ; population municipale la plus récente (INSEE, populations légales). Un clic sur un intitulé trie le tableau.`}
      >
        <thead>
          <tr>
            <th scope="col" aria-sort={by === 'nom' ? 'ascending' : undefined}>
              <a href={`${head.path}#communes`}>Commune{by === 'nom' && <span aria-hidden="true"> ▲</span>}</a>
            </th>
            {crossing && <th scope="col">Département</th>}
            <th scope="col">Code postal</th>
            <NumberHead {...head} slug="population" label="Habitants" note="" />
            {columns.map((column) => (
              <NumberHead {...head} {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortMembers(members, columns, order).map((member) => (
            <tr>
              <th scope="row">
                <a href={placePath(member)}>{titleOf(member)}</a>
              </th>
              {crossing && (
                <td>{departements.find(({ code }) => code === departementCodeOf(member.code))?.name ?? ''}</td>
              )}
              <td>{member.postcodes.join(', ')}</td>
              <td class="num">
                <Cell text={member.population && formatNumber(member.population.value)} />
              </td>
              {columns.map((column) => (
                <MemberCell column={column} member={member} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {members.length > ON_PAPER && (
        <p class="onpaper">
          Sur papier, les {ON_PAPER} premières communes seulement ; toutes sont sur la page, et dans son fichier CSV.
        </p>
      )}
    </>
  )
}

/** Rows that paper keeps; the style sheet for print hides the others. */
const ON_PAPER = 60

const MemberCell = ({ column, member }: { readonly column: MemberColumn; readonly member: Place }) => {
  const { text, value } = column.of(member.code)
  return <td class="num">{value === null ? <span class="none small">{text}</span> : text}</td>
}

const Cell = ({ text }: { readonly text: string | null }) =>
  text === null ? (
    <>
      <span aria-hidden="true">–</span>
      <span class="hidden">manquant</span>
    </>
  ) : (
    <span>{text}</span>
  )

interface NumberHeadProps {
  readonly path: string
  readonly by: string
  readonly rising: boolean
  readonly slug: string
  readonly label: string
  readonly note: string
}

/** Sorts from the largest, then from the smallest when it is asked again. */
const NumberHead = ({ path, by, rising, slug, label, note }: NumberHeadProps) => {
  const here = by === slug
  const turned = here && !rising
  return (
    <th scope="col" class="num" aria-sort={here ? (rising ? 'ascending' : 'descending') : undefined}>
      <a href={`${path}?tri=${slug}${turned ? '&sens=croissant' : ''}#communes`}>
        {label}
        {here && <span aria-hidden="true">{rising ? ' ▲' : ' ▼'}</span>}
      </a>
      {note && <span class="unit">{note}</span>}
    </th>
  )
}
