import { Table } from '../../../../web/index.ts'
import { excerpt } from '../../../catalog/index.ts'
import { pageOf } from '../entry-source.ts'
import type { Portal } from '../portal.ts'
import type { KnownEntry, Likeness } from '../ports.ts'
import { type ToldDataset, toldEntry } from '../told-dataset.ts'
import { formatted } from './standing-words.ts'

/** One question about two datasets that look alike: why it is asked, both side by side, two buttons. */
export const LikenessQuestion = ({
  portal,
  known,
  doubt,
  other,
}: {
  readonly portal: Portal
  readonly known: KnownEntry
  readonly doubt: Likeness
  readonly other: ToldDataset | null
}) => (
  <section class="draft">
    <h2>Est-ce le même jeu que « {doubt.title} » ?</h2>
    <ul>
      {doubt.reasons.map((reason) => (
        <li>{reason}</li>
      ))}
    </ul>
    {other && <SideBySide here={toldEntry(known)} other={other} />}
    <ul class="facts">
      <li>
        <a href={pageOf(portal, known.entry)} rel="nofollow ugc noopener">
          Voir celui de ce portail
        </a>
      </li>
      {doubt.href && (
        <li>
          <a href={doubt.href} rel="nofollow ugc noopener">
            Voir l’autre<span class="hidden"> : « {doubt.title} »</span>
          </a>
        </li>
      )}
    </ul>
    <form method="post" action={`/atelier/sources/portails/${portal.id}/${known.name}/reconnaitre`}>
      <input type="hidden" name="autre" value={doubt.other} />
      <p class="acts">
        <button type="submit" name="mot" value="meme">
          C’est le même<span class="hidden"> que « {doubt.title} »</span>
        </button>
        <button type="submit" name="mot" value="deux" class="quiet">
          Ce sont deux jeux
        </button>
      </p>
      <ul>
        <li>
          <strong>C’est le même</strong> : ce portail devient une autre origine du jeu. Rien n’est publié deux fois.
        </li>
        <li>
          <strong>Ce sont deux jeux</strong> : celui-ci pourra être repris à son tour.
        </li>
      </ul>
      <p class="soft">Votre réponse est gardée, et vous pourrez y revenir.</p>
    </form>
  </section>
)

/** Two columns alone, so that both are seen on a phone; titles are those of the page and of the question. */
const SideBySide = ({ here, other }: { readonly here: ToldDataset; readonly other: ToldDataset }) => {
  const unsaid = 'pas dit'
  const day = (told: string | null) => (told && formatted(told)) || unsaid
  const groups: readonly (readonly [what: string, ...values: readonly string[]])[] = [
    ['Producteur', here.producer ?? unsaid, other.producer ?? unsaid],
    ['Licence', here.licence ?? unsaid, other.licence ?? unsaid],
    ['Dernier changement', day(here.modified), day(other.modified)],
    ['Description', excerpt(here.description) || unsaid, excerpt(other.description) || unsaid],
  ]
  return (
    <Table caption={`Côte à côte avec « ${other.title} »`} look="halves">
      <thead>
        <tr>
          <th scope="col">Celui de ce portail</th>
          <th scope="col">L’autre</th>
        </tr>
      </thead>
      {groups.map(([what, ...values]) => (
        <tbody>
          <tr>
            <th scope="rowgroup" colspan={2}>
              {what}
            </th>
          </tr>
          <tr>
            {values.map((value) => (
              <td>{value}</td>
            ))}
          </tr>
        </tbody>
      ))}
    </Table>
  )
}
