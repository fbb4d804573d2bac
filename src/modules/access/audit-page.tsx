import { formatDate } from '../../kernel/french.ts'
import { Breadcrumb, Page, Pagination, type Site, Table } from '../../web/index.ts'
import { actInWords, detailsInWords, subjectPath } from './audit-words.ts'
import type { AuditEntry } from './ports.ts'

/** Who did what, the last first. */
export const AuditPage = (p: {
  readonly site: Site
  readonly entries: readonly AuditEntry[]
  readonly total: number
  readonly page: number
  /** Only the acts upon this. */
  readonly subject: string | undefined
}) => (
  <Page site={p.site} title="Journal" here="atelier">
    <Breadcrumb trail={[['/atelier', 'Atelier']]} here="Journal" />
    <h1>Journal</h1>
    <p>Qui a fait quoi, et quand (heure universelle). Ce journal ne se modifie pas.</p>
    {p.subject !== undefined && (
      <p>
        Seuls les actes sur un même sujet sont montrés. <a href="/atelier/journal">Tout le journal</a>
      </p>
    )}
    <Table caption={`Actes, page ${p.page}`}>
      <thead>
        <tr>
          {['Date', 'Qui', 'Acte', 'Sur quoi', 'Précisions'].map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {p.entries.map((e) => (
          <tr>
            <td>
              {formatDate(e.at)}, {e.at.toISOString().slice(11, 16)}
            </td>
            <td>{e.who}</td>
            <td>{actInWords(e.what)}</td>
            <td>
              <Subject entry={e} />
            </td>
            <td>{detailsInWords(e.details)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
    <Pagination
      page={p.page}
      pages={Math.ceil(p.total / 50)}
      href={(page) =>
        `/atelier/journal?page=${page}${p.subject === undefined ? '' : `&sujet=${encodeURIComponent(p.subject)}`}`
      }
    />
  </Page>
)

const Subject = ({ entry }: { readonly entry: AuditEntry }) => {
  const path = subjectPath(entry)
  if (path === null) return <>{entry.subject}</>
  const name = entry.details.title ?? entry.details.name ?? 'voir'
  return (
    <>
      <a href={path}>{String(name)}</a>{' '}
      <a class="small" href={`/atelier/journal?sujet=${encodeURIComponent(entry.subject)}`}>
        son journal<span class="hidden"> ({String(name)})</span>
      </a>
    </>
  )
}
