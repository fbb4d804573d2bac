import { formatNumber } from '../../../kernel/french.ts'
import { Notice, Pagination } from '../../../web/index.ts'
import { LEVEL_PATHS } from '../../territory/index.ts'
import type { IndicatorAnswer } from '../answer-indicator.ts'
import type { Definition } from '../definition.ts'
import { indicatorPath } from '../indicator-address.ts'
import { originOf } from '../origin.ts'
import type { Ranked } from '../ranking.ts'
import { periodWords, statedText } from '../stated-words.ts'

/** Every place from the highest value to the lowest, fifty a page (`ROWS_A_PAGE`); those without a number come last, with the reason. Each value leads to its rows. */
export const Ranking = ({ answer }: { readonly answer: IndicatorAnswer }) => {
  const { indicator, address, shown, ranked, pages } = answer
  const { definition } = indicator
  const most = ranked.reduce((highest, { value }) => Math.max(highest, Math.abs(value ?? 0)), 0)
  return (
    <section aria-labelledby="classement">
      <h2 id="classement">Le classement</h2>
      {shown.length === 0 ? (
        <Notice>
          <p>Aucun lieu n’a de chiffre ici à cette date : choisissez un autre niveau ou une autre date.</p>
        </Notice>
      ) : (
        <div class="abreast">
          <table class="bars ranked">
            <caption class="hidden">{`${definition.name}, ${periodWords(address.period)}`}</caption>
            <RankingHead definition={definition} />
            <tbody>
              {shown.map((one) => (
                <Line answer={answer} one={one} most={most} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pagination
        page={address.page}
        pages={pages}
        href={(page) => `${indicatorPath({ ...address, page })}#classement`}
      />
    </section>
  )
}

/** The columns of a ranked table: rank, place, bar, value. */
export const RankingHead = ({ definition }: { readonly definition: Pick<Definition, 'unit' | 'shortName'> }) => (
  <>
    <colgroup>
      <col class="rank" />
      <col class="name" />
      <col />
      <col class="figure" />
    </colgroup>
    <thead>
      <tr>
        <th scope="col">Rang</th>
        <th scope="col">Lieu</th>
        <td />
        <th scope="col">{definition.unit ?? definition.shortName}</th>
      </tr>
    </thead>
  </>
)

const Line = ({
  answer,
  one,
  most,
}: {
  readonly answer: IndicatorAnswer
  readonly one: Ranked
  readonly most: number
}) => {
  const { indicator, address, home, followed, members, reunited } = answer
  const { definition, record } = indicator
  const { level, period } = address
  const here = [home, ...followed].some((place) => place.level === level && place.code === one.code)
  const held = members.get(one.code)
  const origin = originOf(definition, record, {
    ...{ level, code: one.code, period },
    ...(held ? { members: held } : {}),
    reunited: reunited.get(one.code) ?? [],
  })
  const text = statedText(one, definition, false)
  return (
    <tr class={here ? 'here' : (one.value ?? 0) < 0 ? 'less' : undefined}>
      <td class="num">{one.rank === null ? '–' : formatNumber(one.rank)}</td>
      <th scope="row">
        <a href={`/territoires/${LEVEL_PATHS[level]}/${one.code}`}>{one.name}</a>
      </th>
      {one.value === null ? (
        <td class="num soft" colSpan={2}>
          {text}
        </td>
      ) : (
        <>
          <td>
            {most > 0 && (
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar" height="10" width={((Math.abs(one.value) / most) * 100).toFixed(1)} />
              </svg>
            )}
          </td>
          <td class="num">
            {origin ? (
              <a href={origin.href} title={`D’où vient ce chiffre : ${origin.title}`}>
                {text}
              </a>
            ) : (
              text
            )}
          </td>
        </>
      )}
    </tr>
  )
}
