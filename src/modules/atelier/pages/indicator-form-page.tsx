import { count, formatNumber } from '../../../kernel/french.ts'
import { Breadcrumb, Notice, Page, type Site } from '../../../web/index.ts'
import {
  type Definition,
  type Finding,
  type FoundCodes,
  IndicatorFindings,
  type IndicatorForm,
  type IndicatorPreview,
  IndicatorPreviewFigures,
  LEVEL_WORDS,
} from '../../indicator/index.ts'
import type { SourceOfForm } from '../indicator-source.ts'
import { FormulaFields, LevelFields, WordFields } from './indicator-fields.tsx'

export interface IndicatorFormProps {
  readonly site: Site
  readonly source: SourceOfForm
  /** Indicators that a value may be divided by. */
  readonly lenders: readonly Definition[]
  readonly found: FoundCodes | null
  readonly typed: IndicatorForm
  readonly errors: IndicatorForm
  /** What the checks found; null when nothing was checked yet. */
  readonly findings: readonly Finding[] | null
  readonly preview: IndicatorPreview | null
  /** Slug of the indicator that is corrected; null for a new one. */
  readonly replaces: string | null
}

/** The form of an indicator, with what it would give once checked. */
export const IndicatorFormPage = (p: IndicatorFormProps) => {
  const wrong = Object.keys(p.errors).length > 0
  const title = p.replaces === null ? 'Nouvel indicateur' : 'Modifier un indicateur'
  const action =
    p.replaces === null
      ? `/atelier/indicateurs/nouveau?jeu=${encodeURIComponent(p.source.slug)}`
      : `/atelier/indicateurs/${p.replaces}/modifier`
  return (
    <Page site={p.site} title={wrong ? `Erreur – ${title}` : title} here="atelier">
      <Breadcrumb
        trail={[
          ['/atelier', 'Atelier'],
          ['/atelier/indicateurs', 'Indicateurs'],
        ]}
        here={title}
      />
      <h1>{title}</h1>
      <p>
        D’après <a href={`/donnees/${p.source.slug}?version=${p.source.versionNumber}`}>{p.source.title}</a>
        {` (${count(p.source.rowCount, 'ligne')}).`}
      </p>
      {wrong && <Mistakes errors={p.errors} />}
      <FoundNotice found={p.found} />
      {p.findings && p.preview && <Checked findings={p.findings} preview={p.preview} />}
      <form method="post" action={action} id="indicateur">
        {p.replaces !== null && <input type="hidden" name="change" value={p.typed.change ?? ''} />}
        <FormulaFields {...p} />
        <LevelFields {...p} />
        <WordFields {...p} />
        <p class="acts">
          <button type="submit" name="act" value="see">
            Vérifier et voir
          </button>{' '}
          <button type="submit" name="act" value="publish" class="quiet">
            Publier
          </button>
        </p>
      </form>
    </Page>
  )
}

const Mistakes = ({ errors }: { readonly errors: IndicatorForm }) => (
  <Notice kind="bad" role="alert">
    <p>{errors.general ?? 'Corrigez ce qui est signalé : rien de ce que vous avez écrit n’est perdu.'}</p>
    <ul>
      {Object.entries(errors)
        .filter(([field]) => field !== 'general')
        .map(([field, message]) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
    </ul>
  </Notice>
)

const FoundNotice = ({ found }: { readonly found: FoundCodes | null }) =>
  found ? (
    <p>
      {`La colonne des lieux tient ${count(found.total, 'code différent', 'codes différents')} : ${formatNumber(found.known)} sont ceux ${LEVEL_WORDS[found.level][0] === 'commune' ? 'de communes' : `de lieux du niveau « ${LEVEL_WORDS[found.level][0]} »`}.`}
      {found.boundaries !== null &&
        ` Certains n’existent plus : ce sont les communes de ${found.boundaries} ou d’avant.`}
      {found.first !== undefined &&
        ` Les codes sont plus longs (quartiers) : leurs ${found.first} premiers signes disent la commune.`}
    </p>
  ) : (
    <Notice>
      <p>
        La plupart des codes de la colonne des lieux ne sont ceux d’aucun niveau connu : vérifiez la colonne choisie.
      </p>
    </Notice>
  )

const Checked = ({
  findings,
  preview,
}: {
  readonly findings: readonly Finding[]
  readonly preview: IndicatorPreview
}) => {
  const refused = findings.filter(({ weight }) => weight === 'refused').length
  return (
    <section aria-labelledby="apercu" class="draft">
      <h2 id="apercu">Aperçu</h2>
      {refused > 0 ? (
        <Notice kind="bad" role="alert">
          <p>
            {`${count(refused, 'point empêche', 'points empêchent')} de publier. Rien de ce que vous avez écrit n’est perdu : corrigez les lignes, ou dites autrement comment les lire.`}
          </p>
          <IndicatorFindings findings={findings} />
        </Notice>
      ) : (
        <Notice kind={findings.length === 0 ? 'good' : ''} role="status">
          <p>
            {findings.length === 0
              ? 'Les vérifications n’ont rien trouvé à redire.'
              : 'Rien n’empêche de publier ; voici ce qu’il faut savoir.'}
          </p>
          <IndicatorFindings findings={findings} />
        </Notice>
      )}
      <IndicatorPreviewFigures {...preview} />
      {refused === 0 && (
        <p>
          <button type="submit" form="indicateur" name="act" value="publish">
            Publier cet indicateur
          </button>
        </p>
      )}
    </section>
  )
}
