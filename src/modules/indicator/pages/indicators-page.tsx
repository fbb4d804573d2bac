import { slug } from '../../../kernel/fold.ts'
import { Page, PageHead, type Site } from '../../../web/index.ts'
import { articled, type Place } from '../../territory/index.ts'
import type { Definition } from '../definition.ts'
import { lastKnown } from '../edition.ts'
import type { ShownIndicator } from '../known-indicators.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { periodWords, statedText } from '../stated-words.ts'

interface IndicatorsPageProps {
  readonly site: Site
  /** The portal's own territory, whose figures are told beside the names. */
  readonly home: Place
  /** Subjects in the order wanted; others come after. */
  readonly order: readonly string[]
  readonly shown: readonly ShownIndicator[]
  readonly waiting: readonly Definition[]
}

/** Every indicator, by subject, with what it says of the territory; those that wait for their source are told too. */
export const IndicatorsPage = ({ site, home, order, shown, waiting }: IndicatorsPageProps) => {
  const told = new Set(shown.map(({ definition }) => definition.subtheme))
  const subjects = [...new Set([...order.filter((subject) => told.has(subject)), ...told])]
  return (
    <Page
      site={site}
      title="Indicateurs"
      here="indicateurs"
      path="/indicateurs"
      image="/images/indicateurs.png"
      description={`Les indicateurs ${site.ofTerritory} : chacun avec sa définition, sa source et ses limites.`}
      band={
        <PageHead
          trail={[]}
          title="Indicateurs"
          lead="Un indicateur dit une chose d’un lieu, toujours de la même façon : on peut donc le suivre dans le temps et comparer les lieux."
        >
          <nav aria-label="Thèmes de la page" class="noprint">
            <ul class="tags">
              {subjects.map((subject) => (
                <li>
                  <a class="tag" href={`#${slug(subject)}`}>
                    {subject}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </PageHead>
      }
    >
      {shown.length > 0 && (
        <p>{`À droite de chaque nom, le dernier chiffre connu pour ${articled(home)}. Les autres lieux, la définition et la source sont sur la page de l’indicateur.`}</p>
      )}
      {subjects.map((subject) => (
        <section aria-labelledby={slug(subject)}>
          <h2 id={slug(subject)}>{subject}</h2>
          <ul class="choices places wide told">
            {shown
              .filter(({ definition }) => definition.subtheme === subject)
              .map((indicator) => (
                <Line indicator={indicator} home={home} />
              ))}
          </ul>
        </section>
      ))}
      {waiting.length > 0 && (
        <details class="plain">
          <summary>Les indicateurs qui attendent leur source</summary>
          <p>Ils sont définis, mais le portail n’a pas encore les données qui les nourrissent.</p>
          <ul>
            {waiting.map(({ name, producer }) => (
              <li>
                {name} ({producer})
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  )
}

const Line = ({
  indicator: { definition, edition },
  home,
}: {
  readonly indicator: ShownIndicator
  readonly home: Place
}) => {
  const last = lastKnown(edition, home.level, home.code)
  return (
    <li>
      <a href={`/indicateurs/${definition.slug}`}>
        <span>{definition.name}</span>
        {last?.stated.value == null ? (
          <span class="n">
            {`par ${LEVEL_WORDS[definition.levels[0] ?? 'commune'][0]}`}
            <small>{periodWords(edition.periods.at(-1) ?? '')}</small>
          </span>
        ) : (
          <span class="n">
            <strong>{statedText(last.stated, definition)}</strong>
            <small>{periodWords(last.period)}</small>
          </span>
        )}
      </a>
    </li>
  )
}
