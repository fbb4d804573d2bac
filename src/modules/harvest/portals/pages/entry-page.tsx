import { count, formatDate } from '../../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, Select, type Site } from '../../../../web/index.ts'
import { LICENCES, licenceOf, type Organisation, themeOf } from '../../../catalog/index.ts'
import { fileToTake } from '../catalogue-entry.ts'
import { type ProposedCard, pageOf } from '../entry-source.ts'
import type { Portal } from '../portal.ts'
import { type KnownEntry, standingOfEntry } from '../ports.ts'
import type { ToldDataset } from '../told-dataset.ts'
import { LikenessQuestion } from './likeness-question.tsx'
import { formatted } from './standing-words.ts'

/** What was said of this entry and of another dataset. */
export interface Answer {
  readonly other: string
  readonly title: string
  readonly same: boolean
}

export interface EntryPageProps {
  readonly site: Site
  readonly portal: Portal
  readonly known: KnownEntry
  /** What is told of each dataset that it looks like, in the order of its doubts. */
  readonly others: readonly (ToldDataset | null)[]
  readonly card: ProposedCard
  readonly organisations: readonly Pick<Organisation, 'id' | 'name'>[]
  /** The dataset that it fills, or that it is another origin of, when our catalogue has it. */
  readonly dataset: { readonly id: string; readonly title: string } | null
  readonly answers: readonly Answer[]
  readonly error: string | null
}

/** One entry of a catalogue: what it is, whether we have it already, and what a person may do of it. */
export const EntryPage = (props: EntryPageProps) => {
  const { site, portal, known, error } = props
  const { entry } = known
  const address = `/atelier/sources/portails/${portal.id}`
  return (
    <Page site={site} title={entry.title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/sources', 'Sources'],
          ['/atelier/sources/portails', 'Portails'],
          [address, portal.title],
        ]}
        here={entry.title}
      />
      <h1>{entry.title}</h1>
      <p class="lead">
        {entry.publisher ? `Publié par ${entry.publisher}, sur ` : 'Publié sur '}« {portal.title} ».
      </p>
      {error && (
        <Notice kind="bad" role="alert">
          {error}
        </Notice>
      )}
      {known.vanishedAt && (
        <Notice>
          Ce jeu n’est plus dans le catalogue de ce portail depuis le {formatDate(known.vanishedAt)}. Ce qui a été
          repris reste en ligne.
        </Notice>
      )}
      {known.changedAt && (
        <Notice>
          Changé le {formatDate(known.changedAt)} : {known.changes.join(' ')}
        </Notice>
      )}
      <Standing {...props} />
      {props.answers.map((answer) => (
        <Said {...{ portal, known, answer }} />
      ))}
      <h2>Ce que dit le portail</h2>
      <Told {...props} />
    </Page>
  )
}

const Standing = (props: EntryPageProps) => {
  const { portal, known, others, dataset, answers } = props
  switch (standingOfEntry(known)) {
    case 'doubtful':
      return (
        <>
          {known.doubts.map((doubt, i) => (
            <LikenessQuestion {...{ portal, known, doubt, other: others[i] ?? null }} />
          ))}
        </>
      )
    case 'linked':
      return (
        <Notice kind="good">
          <p>
            Ce jeu est déjà ici
            {dataset ? (
              <>
                {' '}
                : <a href={`/atelier/jeux/${dataset.id}`}>{dataset.title}</a>
              </>
            ) : (
              ', ou va l’être : il est repris d’un autre portail'
            )}
            . Il n’est pas publié deux fois ; ce portail en est une autre origine.
          </p>
          {!answers.some(({ same }) => same) && <p>{known.because.join(' ')}</p>}
        </Notice>
      )
    case 'taken':
      return (
        <Notice kind="good">
          <p>
            Ce jeu est repris{known.taken && ` depuis le ${formatDate(known.taken.at)}`} : il est{' '}
            <a href={`/atelier/sources/${known.name}`}>moissonné comme une source</a>
            {dataset && (
              <>
                , et remplit <a href={`/atelier/jeux/${dataset.id}`}>{dataset.title}</a>
              </>
            )}
            .
          </p>
        </Notice>
      )
    case 'proposed':
      return <TakeForm {...props} />
  }
}

const Said = ({
  portal,
  known,
  answer: { other, title, same },
}: {
  readonly portal: Portal
  readonly known: KnownEntry
  readonly answer: Answer
}) => (
  <form method="post" action={`/atelier/sources/portails/${portal.id}/${known.name}/reconnaitre`}>
    <input type="hidden" name="autre" value={other} />
    <p>
      Il a été dit que {same ? 'c’est le même jeu que' : 'ce n’est pas le même jeu que'} « {title} ».
    </p>
    <p>
      <button type="submit" name="mot" value="revoir" class="quiet">
        Revenir sur cette réponse
      </button>
    </p>
  </form>
)

const TakeForm = ({ portal, known, card, organisations }: EntryPageProps) => {
  if (known.vanishedAt) return null
  if (!fileToTake(known.entry))
    return (
      <Notice>Ce jeu n’a aucun fichier que le portail sache lire comme un tableau : il ne peut pas être repris.</Notice>
    )
  return (
    <form method="post" action={`/atelier/sources/portails/${portal.id}/${known.name}/reprendre`}>
      <h2>Le reprendre</h2>
      <Select
        name="producteur"
        label="Producteur"
        hint={
          card.producer.id === null
            ? `« ${card.producer.name} » n’est pas dans nos organisations : elle y sera ajoutée, sauf si vous en choisissez une autre.`
            : undefined
        }
        value={card.producer.id ?? ''}
        options={[
          ...(card.producer.id === null ? ([['', `Ajouter « ${card.producer.name} »`]] as const) : []),
          ...organisations.map(({ id, name }) => [id, name] as const),
        ]}
      />
      {card.licence === null ? (
        <Select
          name="licence"
          label="Licence"
          hint={
            known.entry.licence
              ? `Le portail dit « ${known.entry.licence} », qui n’est pas de la liste. Demandez au producteur en cas de doute.`
              : 'Le portail ne la dit pas. Demandez au producteur en cas de doute.'
          }
          required
          options={[['', 'choisir'], ...LICENCES.map(({ id, title }) => [id, title] as const)]}
        />
      ) : (
        <p>Licence : {licenceOf(card.licence)?.title}.</p>
      )}
      <p>
        <button type="submit">Reprendre ce jeu</button>
      </p>
      <p class="hint">
        Il est publié après sa première moisson, si rien n’y surprend. Il restera suivi : une nouvelle édition est
        comparée à celle d’avant.
      </p>
    </form>
  )
}

const Told = ({ portal, known: { entry }, card }: EntryPageProps) => {
  const file = fileToTake(entry)
  const unsaid = 'le portail ne le dit pas'
  const rows: readonly (readonly [what: string, value: string])[] = [
    ['Producteur', entry.publisher ?? unsaid],
    ['Licence', licenceOf(card.licence)?.title ?? entry.licence ?? unsaid],
    ['Dernier changement', (entry.modified && formatted(entry.modified)) ?? unsaid],
    ['Thème', themeOf(card.theme)?.label ?? card.theme],
    ...(entry.keywords.length > 0 ? ([['Mots-clés', entry.keywords.join(', ')]] as const) : []),
    [
      'Fichiers',
      `${entry.distributions.length === 0 ? 'aucun' : count(entry.distributions.length, 'fichier')}${file ? ` ; à reprendre : ${file.title || file.name}` : ''}`,
    ],
    ...(entry.columns.length > 0 ? ([['Colonnes', entry.columns.slice(0, 30).join(', ')]] as const) : []),
    ['Identifiant', entry.identifier],
  ]
  return (
    <>
      <dl class="terms">
        {rows.map(([what, value]) => (
          <>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {entry.description && (
        <details>
          <summary>Description</summary>
          {entry.description.split(/\n{2,}/).map((part) => (
            <p>{part}</p>
          ))}
        </details>
      )}
      <p>
        <a href={pageOf(portal, entry)} rel="nofollow ugc noopener">
          Voir ce jeu sur son portail
        </a>
      </p>
    </>
  )
}
