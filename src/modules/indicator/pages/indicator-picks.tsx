import type { IndicatorAnswer } from '../answer-indicator.ts'
import { type IndicatorAddress, indicatorPath } from '../indicator-address.ts'
import { LEVEL_WORDS } from '../level-words.ts'

/** More dates than this are chosen in a list that opens, rather than among as many links. */
const MOST_LINKS = 12

/** What the page shows, each choice a page of its own: level, date, extent. */
export const IndicatorPicks = ({
  answer,
  territory,
}: {
  readonly answer: IndicatorAnswer
  readonly territory: string
}) => {
  const { indicator, address, levels, severalInside } = answer
  const { periods } = indicator.edition
  const path = (changes: Partial<IndicatorAddress>) => indicatorPath({ ...address, page: 1, ...changes })
  return (
    <nav aria-label="Ce qui est montré" class="noprint">
      <dl class="picks">
        {levels.length > 1 && (
          <>
            <dt>Lieux</dt>
            <dd>
              {levels.map((level) => (
                <Pick
                  chosen={level === address.level}
                  href={path({ level, tiles: false })}
                  label={LEVEL_WORDS[level][1]}
                />
              ))}
            </dd>
          </>
        )}
        {periods.length > 1 && (
          <>
            <dt>Date</dt>
            <dd>
              {periods.length <= MOST_LINKS ? (
                periods.map((period) => (
                  <Pick chosen={period === address.period} href={path({ period })} label={period} />
                ))
              ) : (
                <DateForm address={address} periods={periods} />
              )}
            </dd>
          </>
        )}
        {severalInside && (
          <>
            <dt>Étendue</dt>
            <dd>
              <Pick chosen={address.inside} href={path({ inside: true })} label={territory} />
              <Pick chosen={!address.inside} href={path({ inside: false, tiles: false })} label="Toute la France" />
            </dd>
          </>
        )}
      </dl>
    </nav>
  )
}

const Pick = ({ chosen, href, label }: { readonly chosen: boolean; readonly href: string; readonly label: string }) =>
  chosen ? <strong>{label}</strong> : <a href={href}>{label}</a>

const DateForm = ({
  address,
  periods,
}: {
  readonly address: IndicatorAddress
  readonly periods: readonly string[]
}) => (
  <form action={`/indicateurs/${address.slug}`} class="date">
    <KeptFields address={address} names={['niveau', 'ou', 'lieux', 'carte']} />
    <label class="hidden" for="periode">
      Date
    </label>
    <select id="periode" name="periode">
      {periods.toReversed().map((period) => (
        <option value={period} selected={period === address.period}>
          {period}
        </option>
      ))}
    </select>
    <button type="submit" class="quiet">
      Montrer
    </button>
  </form>
)

/** Parts of the address that a form keeps as they are. */
export const KeptFields = ({
  address,
  names,
}: {
  readonly address: IndicatorAddress
  readonly names: readonly string[]
}) => {
  const [, query] = indicatorPath({ ...address, page: 1 }).split('?')
  return (
    <>
      {[...new URLSearchParams(query)]
        .filter(([name]) => names.includes(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}
