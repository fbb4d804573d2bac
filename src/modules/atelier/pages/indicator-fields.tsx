import { Select, TextArea, TextField } from '../../../web/index.ts'
import { LICENCES, THEMES } from '../../catalog/index.ts'
import { LEVEL_WORDS, type ReachedLevel } from '../../indicator/index.ts'
import type { IndicatorFormProps } from './indicator-form-page.tsx'

const LEVELS = Object.keys(LEVEL_WORDS) as readonly ReachedLevel[]
const AGGREGATIONS = [
  ['count', 'compter les lignes'],
  ['sum', 'additionner une colonne'],
  ['avg', 'faire la moyenne d’une colonne'],
  ['median', 'prendre la valeur du milieu (médiane)'],
  ['min', 'prendre la plus petite valeur'],
  ['max', 'prendre la plus grande valeur'],
  ['distinct', 'compter les valeurs différentes'],
] as const
const TIMES = [
  ['1', 'tel quel'],
  ['100', '× 100 (pour cent)'],
  ['1000', '× 1 000 (pour mille)'],
  ['10000', '× 10 000'],
  ['100000', '× 100 000'],
] as const
const KINDS = [
  ['stock', 'ce qu’il y a un jour donné (habitants, logements)'],
  ['flow', 'ce qui se passe pendant une période (naissances, ventes)'],
  ['rate', 'une part ou un taux'],
  ['index', 'un indice'],
  ['median', 'une médiane'],
] as const
const SENSES = [
  ['neither', 'ni bien ni mal'],
  ['more', 'une bonne nouvelle'],
  ['less', 'une mauvaise nouvelle'],
] as const

const fieldOf =
  ({ typed, errors }: IndicatorFormProps) =>
  (name: string) => ({ name, value: typed[name] ?? '', error: errors[name] })

/** A choice that is what was typed even when it is not proposed. */
const withTyped = (
  options: readonly (readonly [string, string])[],
  typed: string | undefined,
): readonly (readonly [string, string])[] =>
  !typed || options.some(([value]) => value === typed) ? options : [...options, [typed, typed]]

/** Where the rows are, of when, and how they become one number. */
export const FormulaFields = (p: IndicatorFormProps) => {
  const field = fieldOf(p)
  const { source, typed } = p
  const named = (columns: typeof source.territories) => columns.map(({ name, label }) => [name, label] as const)
  const lenders = p.lenders.filter(({ slug }) => slug !== p.replaces)
  const population = lenders.find(({ slug }) => slug === 'population')
  const here = p.found?.departement ?? p.site.territoryId.split(':')[1] ?? ''
  return (
    <>
      <fieldset>
        <legend class="h2">Les lignes</legend>
        <Select
          {...field('territory')}
          label="Colonne qui dit le lieu"
          options={withTyped(named(source.territories), typed.territory)}
        />
        <Select
          {...field('level')}
          label="Niveau de ces lieux"
          options={LEVELS.map((level) => [level, LEVEL_WORDS[level][0]] as const)}
        />
        <TextField
          {...field('boundaries')}
          label="Année des limites"
          hint="L’année des communes que suivent les codes, si ce ne sont pas celles d’aujourd’hui : 2020. Écrivez « chaque année » si les codes de chaque ligne sont ceux de sa propre année. Les communes réunies depuis seront additionnées."
        />
        <Select
          {...field('period')}
          label="La date de chaque ligne"
          options={withTyped(
            [
              ...source.periods.map(({ name, label }) => [`column:${name}`, `colonne « ${label} »`] as const),
              ['fixed', 'la même pour tout le fichier'],
            ],
            typed.period,
          )}
        />
        <TextField
          {...field('fixedPeriod')}
          label="Date de tout le fichier"
          hint="Si aucune colonne ne la dit : une année (2024), un mois (2024-03) ou un trimestre (2024-T1)."
        />
        <Select
          {...field('grain')}
          label="Pas des dates"
          options={[
            ['year', 'l’année'],
            ['quarter', 'le trimestre'],
            ['month', 'le mois'],
          ]}
        />
        <TextField
          {...field('where')}
          label="Ne garder que certaines lignes"
          hint={`Un filtre, comme dans les adresses : ${source.columns[0]?.name ?? 'colonne'} = "valeur". Vide : toutes les lignes.`}
        />
      </fieldset>
      <fieldset>
        <legend class="h2">Le calcul</legend>
        <Select {...field('aggregation')} label="Pour chaque lieu et chaque date" options={AGGREGATIONS} />
        <Select
          {...field('value')}
          label="Colonne à calculer"
          hint="Inutile pour compter les lignes."
          options={withTyped([['', 'aucune'], ...named(source.values)], typed.value)}
        />
        <Select
          {...field('denominator')}
          label="Diviser par"
          options={withTyped(
            [
              ['', 'rien'],
              ...(population ? [['indicator:population', 'la population du lieu'] as const] : []),
              ...source.values.map(({ name, label }) => [`column:${name}`, `la colonne « ${label} »`] as const),
              ...lenders
                .filter((one) => one !== population)
                .map((one) => [`indicator:${one.slug}`, `l’indicateur « ${one.name} »`] as const),
            ],
            typed.denominator,
          )}
        />
        <Select
          {...field('weights')}
          label="Poids de chaque lieu dans une moyenne"
          hint="Pour un taux déjà calculé : la colonne qui dit sur combien d’habitants ou de ménages il porte. Sans elle, le taux de communes réunies depuis ne peut pas être établi."
          options={withTyped([['', 'inconnu'], ...named(source.values)], typed.weights)}
        />
        <Select {...field('times')} label="Puis multiplier" options={withTyped(TIMES, typed.times)} />
        <Tick {...field('oneRow')} label="Chaque lieu n’a qu’une ligne par date : deux seraient une erreur" />
        <Select
          {...field('whenEmpty')}
          label="Une cellule vide veut dire"
          options={[
            ['missing', 'que le chiffre manque'],
            ['secret', 'qu’il est secret (secret statistique)'],
            ['not-applicable', 'qu’il est sans objet'],
          ]}
        />
        <Select
          {...field('whenAbsent')}
          label="Un lieu qui n’a aucune ligne"
          options={withTyped(
            [
              ['missing', 'on ne sait pas'],
              [`zero:${here}`, `zéro, dans le département ${here} : le fichier y est complet`],
              ['zero', 'zéro, partout en France : le fichier est complet'],
              ['not-applicable', 'sans objet'],
            ],
            typed.whenAbsent,
          )}
        />
      </fieldset>
    </>
  )
}

/** Where the indicator is shown. */
export const LevelFields = (p: IndicatorFormProps) => (
  <fieldset id="levels" aria-describedby={p.errors.levels ? 'levels-erreur' : undefined}>
    <legend class="h2">Les niveaux montrés</legend>
    <p class="hint">
      Ce qui s’additionne (lignes comptées, colonne additionnée) est aussi donné aux lieux plus grands. Une moyenne, une
      médiane ou un taux tout fait restent au niveau des lignes.
    </p>
    {LEVELS.map((level) => (
      <Tick name={`levels.${level}`} value={p.typed[`levels.${level}`] ?? ''} label={LEVEL_WORDS[level][1]} />
    ))}
    {p.errors.levels && (
      <p class="wrong" id="levels-erreur">
        {p.errors.levels}
      </p>
    )}
  </fieldset>
)

/** What readers are told of it. */
export const WordFields = (p: IndicatorFormProps) => {
  const field = fieldOf(p)
  return (
    <fieldset>
      <legend class="h2">Ce que le lecteur en lit</legend>
      <TextField
        {...field('name')}
        label="Nom"
        required
        hint="« Logements vacants », « Naissances pour 1 000 habitants »."
      />
      <TextField {...field('shortName')} label="Nom court" hint="40 caractères au plus, pour les tableaux." />
      {p.replaces === null && (
        <TextField
          {...field('slug')}
          label="Nom d’adresse"
          hint="Vide : tiré du nom. Il ne changera plus : « logements-vacants »."
        />
      )}
      <TextArea
        {...field('definition')}
        label="Définition"
        required
        hint="Une ou deux phrases qu’un voisin comprendrait."
      />
      <TextField {...field('unit')} label="Unité" hint="« habitants », « % », « € »… Vide s’il n’y en a pas." />
      <Select
        {...field('decimals')}
        label="Chiffres après la virgule"
        options={['0', '1', '2', '3'].map((n) => [n, n] as const)}
      />
      <Select {...field('kind')} label="Ce que c’est" options={KINDS} />
      <Select {...field('better')} label="Un chiffre plus haut est en général" options={SENSES} />
      <Select {...field('theme')} label="Thème" options={THEMES.map(({ code, label }) => [code, label] as const)} />
      <TextField
        {...field('subtheme')}
        label="Rubrique"
        required
        hint="« Logement », « Habitants », « Aides sociales »…"
      />
      <TextField {...field('producer')} label="Producteur" required />
      <Select {...field('licence')} label="Licence" options={LICENCES.map(({ id, title }) => [id, title] as const)} />
      <TextField {...field('updates')} label="Mise à jour" required hint="« chaque année », « une seule fois »…" />
      <TextArea {...field('caveats')} label="Limites" hint="Ce que le chiffre ne dit pas. Une par ligne." />
      <TextField {...field('words')} label="Autres mots" hint="Ceux que les gens tapent, séparés par des virgules." />
    </fieldset>
  )
}

const Tick = (p: { readonly name: string; readonly value: string; readonly label: string }) => (
  <p class="tick">
    <input type="checkbox" id={p.name} name={p.name} value="on" checked={p.value === 'on'} />{' '}
    <label for={p.name}>{p.label}</label>
  </p>
)
