import { count } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site } from '../../../web/index.ts'
import type { ChoosableSource } from '../indicator-source.ts'

/** The first step of a new indicator: which dataset. */
export const ChooseDatasetPage = (p: { readonly site: Site; readonly sources: readonly ChoosableSource[] }) => (
  <Page site={p.site} title="Nouvel indicateur" here="atelier">
    <Breadcrumb
      trail={[
        ['/atelier', 'Atelier'],
        ['/atelier/indicateurs', 'Indicateurs'],
      ]}
      here="Nouvel indicateur"
    />
    <h1>De quel jeu de données ?</h1>
    <p>
      Voici les jeux publiés dont une colonne dit le lieu de chaque ligne : un code de commune, d’intercommunalité, de
      département. <a href="/atelier/deposer">Déposer un autre fichier</a>
    </p>
    {p.sources.length === 0 ? (
      <Notice>
        <p>Aucun jeu publié n’a de colonne de lieux pour l’instant.</p>
      </Notice>
    ) : (
      <ul class="choices wide">
        {p.sources.map(({ slug, title, rowCount, by }) => (
          <li>
            <a href={`/atelier/indicateurs/nouveau?jeu=${encodeURIComponent(slug)}`}>
              <span>
                {title}
                <br />
                <span class="small soft">{`lieux dans « ${by[0] ?? ''} »`}</span>
              </span>
              <span class="n">{count(rowCount, 'ligne')}</span>
            </a>
          </li>
        ))}
      </ul>
    )}
  </Page>
)
