import { count, formatNumber } from '../../../kernel/french.ts'
import { Notice, Table } from '../../../web/index.ts'
import { STATUS_WORDS } from '../../figure/index.ts'
import { LEVEL_PATHS, ofPlace } from '../../territory/index.ts'
import type { IndicatorPreview as Preview } from '../draft-indicator.ts'
import type { Finding } from '../findings.ts'
import { LEVEL_WORDS } from '../level-words.ts'
import { periodWords, statedText } from '../stated-words.ts'
import { RankingHead } from './indicator-ranking.tsx'
import { PlacesMap } from './places-map.tsx'

const FIRST_VALUES = 12

/** What an indicator would show: how many places have a figure, where, and the first of them. */
export const IndicatorPreview = (p: Preview) => {
  const { definition, built, home, level, period } = p
  const known = p.ranked.filter(({ value }) => value !== null)
  const most = Math.max(...known.map(({ value }) => Math.abs(value ?? 0)), 0)
  const [first] = p.levels
  return (
    <>
      <p>
        {built.edition.periods.length === 0
          ? 'Aucune ligne ne donne de chiffre.'
          : built.edition.periods.length === 1
            ? `Une seule date : ${built.edition.periods[0]}.`
            : `${count(built.edition.periods.length, 'date')}, de ${built.edition.periods[0]} à ${period}.`}{' '}
        {first &&
          p.inside &&
          period &&
          `${capital(periodWords(period))}, ${formatNumber(first.inside.known)} des ${count(first.inside.total, ...LEVEL_WORDS[level])} ${ofPlace(home)} ont un chiffre.`}
      </p>
      <Table caption={period ? `Ce qui est couvert, ${periodWords(period)}` : 'Ce qui est couvert'}>
        <thead>
          <tr>
            <th scope="col">Niveau</th>
            <th scope="col" class="num">
              Avec un chiffre
            </th>
            <th scope="col" class="num">
              Dont zéro
            </th>
            <th scope="col">Sans chiffre</th>
            <th scope="col" class="num">{`Dans ${p.home.name}`}</th>
          </tr>
        </thead>
        <tbody>
          {p.levels.map(({ level: of, statuses, inside }) => (
            <tr>
              <th scope="row">{LEVEL_WORDS[of][1]}</th>
              <td class="num">
                {formatNumber((statuses.value ?? 0) + (statuses.zero ?? 0) + (statuses.estimated ?? 0))}
              </td>
              <td class="num">{formatNumber(statuses.zero ?? 0)}</td>
              <td>{withoutFigure(statuses)}</td>
              <td class="num">
                {inside.total === 0 ? '–' : `${formatNumber(inside.known)} sur ${formatNumber(inside.total)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {p.inside && known.length > 1 && (
        <PlacesMap
          indicator={{ definition, record: built, edition: built.edition }}
          {...{ level, period, ranked: p.ranked, contours: p.contours, layout: p.layout, here: [] }}
        />
      )}
      {known.length === 0 ? (
        <Notice>
          <p>Aucun lieu n’a de chiffre à cette date.</p>
        </Notice>
      ) : (
        <table class="bars ranked">
          <caption>{`Les premières valeurs, ${periodWords(period)}`}</caption>
          <RankingHead definition={definition} />
          <tbody>
            {known.slice(0, FIRST_VALUES).map((one) => (
              <tr class={(one.value ?? 0) < 0 ? 'less' : undefined}>
                <td class="num">{one.rank === null ? '–' : formatNumber(one.rank)}</td>
                <th scope="row">
                  <a href={`/territoires/${LEVEL_PATHS[level]}/${one.code}`}>{one.name}</a>
                </th>
                <td>
                  {most > 0 && (
                    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <rect class="bar" height="10" width={((Math.abs(one.value ?? 0) / most) * 100).toFixed(1)} />
                    </svg>
                  )}
                </td>
                <td class="num">{statedText(one, definition, false)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

const withoutFigure = (statuses: Preview['levels'][number]['statuses']): string => {
  const told = (['missing', 'secret', 'not-yet', 'not-applicable'] as const).flatMap((status) =>
    statuses[status] ? [`${STATUS_WORDS[status]} : ${formatNumber(statuses[status])}`] : [],
  )
  return told.length === 0 ? 'aucun lieu' : told.join(', ')
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** What to do about what a check refuses. */
const ADVICE: Readonly<Record<string, string>> = {
  'by-zero': 'Écartez ces lignes par un filtre, ou divisez par autre chose.',
  'counted-twice': 'Dites l’année des limites que suivent les codes, ou écartez l’un des deux par un filtre.',
  'other-vintage': 'Dites l’année des limites que suivent les codes.',
  'mixed-levels': 'Choisissez le niveau des lignes, et écartez les autres par un filtre.',
  'unknown-code': 'Vérifiez la colonne qui dit le lieu, et le niveau choisi.',
  duplicate: 'Additionnez ces lignes sans exiger qu’il n’y en ait qu’une, ou n’en gardez qu’une par un filtre.',
  'unknown-period': 'Choisissez une autre colonne de dates, ou écartez ces lignes par un filtre.',
  'unit-change': 'Corrigez le fichier, ou ne gardez par un filtre que les dates d’une même unité.',
}

/** What the checks found, the most serious first, each with the rows concerned. */
export const IndicatorFindings = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.length === 0 ? null : (
    <ul class="findings">
      {findings
        .toSorted((a, b) => Number(b.weight === 'refused') - Number(a.weight === 'refused'))
        .map((one) => (
          <li>
            <strong>{one.weight === 'refused' ? 'À corriger' : 'À savoir'}</strong>
            {` : ${one.message}`}
            {one.weight === 'refused' && ADVICE[one.kind] && ` ${ADVICE[one.kind]}`}
            {one.examples.length > 0 && (
              <ul>
                {one.examples.map((example, i) => (
                  <li>
                    {one.rows?.[i] ? (
                      <a href={one.rows[i]}>
                        {example}
                        <span class="hidden"> : voir les lignes</span>
                      </a>
                    ) : (
                      example
                    )}
                  </li>
                ))}
                {one.count > one.examples.length && <li>{`et ${count(one.count - one.examples.length, 'autre')}`}</li>}
              </ul>
            )}
          </li>
        ))}
    </ul>
  )
