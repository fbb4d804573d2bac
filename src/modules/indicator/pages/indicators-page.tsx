import { Page, PageHead, type Site } from '../../../web/index.ts'
import type { Definition } from '../definition.ts'
import type { ShownIndicator } from '../known-indicators.ts'

interface IndicatorsPageProps {
  readonly site: Site
  readonly shown: readonly ShownIndicator[]
  readonly waiting: readonly Definition[]
}

/** Every indicator, by subject; those that wait for their source are told too. */
export const IndicatorsPage = ({ site, shown, waiting }: IndicatorsPageProps) => {
  const subjects = [...new Set(shown.map(({ definition }) => definition.subtheme))]
  return (
    <Page
      site={site}
      title="Indicateurs"
      here="indicateurs"
      path="/indicateurs"
      description={`Ce que l’on sait mesurer ${site.ofTerritory} : chaque indicateur avec sa définition, sa source et ses limites.`}
      band={
        <PageHead
          trail={[]}
          title="Indicateurs"
          lead="Un indicateur dit une chose d’un lieu, toujours de la même façon : on peut donc le suivre dans le temps et comparer les lieux."
        />
      }
    >
      {subjects.map((subject) => (
        <section>
          <h2>{subject}</h2>
          <ul class="choices wide">
            {shown
              .filter(({ definition }) => definition.subtheme === subject)
              .map(({ definition, edition }) => (
                <li>
                  <a href={`/indicateurs/${definition.slug}`}>
                    <span>{definition.name}</span>
                    <span class="n">{edition.periods.at(-1)}</span>
                  </a>
                </li>
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
