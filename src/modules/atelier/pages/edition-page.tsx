import { count, formatDate, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Pagination, type Site, Table } from '../../../web/index.ts'
import {
  type ChangeKind,
  countsOfDifference,
  type EditionRecord,
  type EditionsCompared,
  isEmpty,
  LEVEL_WORDS,
  type ReachedLevel,
  statedText,
  type ValueChange,
} from '../../indicator/index.ts'

export interface EditionPageProps {
  readonly site: Site
  readonly slug: string
  readonly shown: number | null
  readonly editions: readonly EditionRecord[]
  readonly compared: EditionsCompared
  /** Levels where something changed, and the one listed. */
  readonly levels: readonly ReachedLevel[]
  readonly level: ReachedLevel | null
  /** Those of the page shown, the biggest moves first. */
  readonly changes: readonly ValueChange[]
  /** Names of the places of the level. */
  readonly names: ReadonlyMap<string, string>
  readonly page: number
  readonly pages: number
}

const KINDS: Readonly<Record<ChangeKind, readonly [one: string, several: string]>> = {
  revised: ['chiffre révisé', 'chiffres révisés'],
  gained: ['chiffre gagné', 'chiffres gagnés'],
  lost: ['chiffre perdu', 'chiffres perdus'],
  'told-otherwise': ['autre raison ou autre façon', 'autres raisons ou autres façons'],
}

/** What an edition of an indicator changed, compared with another. */
export const EditionPage = (p: EditionPageProps) => {
  const { definition, before, after, difference } = p.compared
  const path = `/atelier/indicateurs/${p.slug}`
  const api = `/api/v1/indicators/${p.slug}/editions/${after.number}`
  const address = (changes: Readonly<Record<string, string>>) =>
    `${path}/editions/${after.number}?${new URLSearchParams({ depuis: String(before.number), ...(p.level ? { niveau: p.level } : {}), ...changes })}`
  const title = `De l’édition ${before.number} à l’édition ${after.number}`
  return (
    <Page site={p.site} title={`${title} – ${definition.name}`} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/indicateurs', 'Indicateurs'],
          [path, definition.name],
        ]}
        here={title}
      />
      <h1>{title}</h1>
      <p>
        {`L’édition ${before.number} date du ${formatDate(before.builtAt.slice(0, 10))}, l’édition ${after.number} du ${formatDate(after.builtAt.slice(0, 10))}. `}
        {p.shown === null ? '' : `L’édition ${p.shown} est montrée.`}
      </p>
      {isEmpty(difference) ? (
        <Notice>
          <p>Les deux éditions donnent exactement les mêmes valeurs.</p>
        </Notice>
      ) : (
        <Summary {...p} />
      )}
      <ul class="acts">
        {[after, before]
          .filter(({ number }) => number !== p.shown)
          .map(({ number }) => (
            <li>
              <form method="post" action={`${path}/editions/${number}`}>
                <button type="submit" class="quiet">{`Montrer l’édition ${number}`}</button>
              </form>
            </li>
          ))}
        <li>
          <a class="button quiet" href={`${api}/difference.csv?since=${before.number}`}>
            Télécharger toute la différence (CSV)
          </a>
        </li>
      </ul>
      {p.editions.length > 2 && (
        <form action={`${path}/editions/${after.number}`} class="search">
          <label for="depuis">Comparer à l’édition</label>
          <select id="depuis" name="depuis">
            {p.editions
              .filter(({ number }) => number !== after.number)
              .map(({ number }) => (
                <option value={number} selected={number === before.number}>
                  {number}
                </option>
              ))}
          </select>
          <button type="submit" class="quiet">
            Comparer
          </button>
        </form>
      )}
      {p.level && <Changes {...p} address={address} level={p.level} />}
    </Page>
  )
}

const Summary = ({ compared: { difference } }: EditionPageProps) => (
  <ul>
    {difference.periodsAdded.length > 0 && <li>{`Dates nouvelles : ${difference.periodsAdded.join(', ')}.`}</li>}
    {difference.periodsRemoved.length > 0 && <li>{`Dates perdues : ${difference.periodsRemoved.join(', ')}.`}</li>}
    {difference.places.map(({ level, added, removed }) => (
      <li>
        {`${capital(LEVEL_WORDS[level][1])} : ${count(added.length, 'lieu gagné', 'lieux gagnés')}, ${count(removed.length, 'lieu perdu', 'lieux perdus')}.`}
      </li>
    ))}
  </ul>
)

const Changes = (
  p: EditionPageProps & {
    readonly level: ReachedLevel
    readonly address: (changes: Readonly<Record<string, string>>) => string
  },
) => {
  const { definition, difference } = p.compared
  const counts = countsOfDifference(difference, p.level)
  const kinds = (Object.keys(KINDS) as readonly ChangeKind[]).filter((kind) => counts[kind] > 0)
  return (
    <>
      <h2>Ce qui a changé, les plus grands écarts d’abord</h2>
      <nav aria-label="Niveaux">
        <ul class="tabs">
          {p.levels.map((level) => (
            <li>
              <a href={p.address({ niveau: level })} aria-current={level === p.level ? 'page' : undefined}>
                {`${capital(LEVEL_WORDS[level][1])} (${formatNumber(countsOfDifference(difference, level).total)})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>{`${kinds.map((kind) => count(counts[kind], ...KINDS[kind])).join(', ')}.`}</p>
      <Table caption={`Page ${p.page} sur ${p.pages}`}>
        <thead>
          <tr>
            {['Lieu', 'Date', 'Avant', 'Après', 'Écart'].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.changes.map(({ code, period, before, after, by }) => (
            <tr>
              <th scope="row">{`${p.names.get(code) ?? 'lieu disparu'} (${code})`}</th>
              <td>{period}</td>
              <td class="num">{statedText(before, definition, false)}</td>
              <td class="num">{statedText(after, definition, false)}</td>
              <td class="num">{by === null ? '–' : movedBy(by, before.value, definition.decimals)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Pagination page={p.page} pages={p.pages} href={(page) => p.address({ page: String(page) })} />
    </>
  )
}

/** « +120 (+4,5 %) ». */
const movedBy = (by: number, before: number | null, decimals: number): string => {
  const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value), digits)}`
  const part = before === null || before === 0 ? '' : ` (${signed((by / Math.abs(before)) * 100, 1)}\u00A0%)`
  return `${signed(by, decimals)}${part}`
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
