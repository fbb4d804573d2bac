import { formatNumber } from '../../../kernel/french.ts'
import { placePath, titleOf } from '../../territory/index.ts'
import { periodWords, statedText, unitFor } from '../stated-words.ts'
import type { Superlative } from '../superlatives.ts'

/** Communes that are first at something: whose turn it is to be discovered. */
export const HomeSuperlatives = ({ superlatives }: { readonly superlatives: readonly Superlative[] }) => (
  <ul class="finds">
    {superlatives.map((one) => (
      <li>
        <h3>
          <span>{one.says}</span>{' '}
          {one.places.map((place, i) => (
            <>
              {i > 0 && ' et '}
              <a href={placePath(place)}>{titleOf(place)}</a>
            </>
          ))}
        </h3>
        <p class="big">
          {statedText(one.stated, one.definition, false)}
          {one.definition.unit && <small> {unitFor(one.stated.value ?? 0, one.definition.unit)}</small>}
        </p>
        <p class="small soft">
          {`${one.definition.name}, ${periodWords(one.period)}, sur ${formatNumber(one.of)} communes ${one.atLeast ? `d’au moins ${formatNumber(one.atLeast)} habitants` : 'qui ont un chiffre'}. `}
          <a href={`/indicateurs/${one.definition.slug}`}>Le classement</a>
          {one.origin && (
            <>
              {' · '}
              <a href={one.origin.href}>
                {one.origin.producer}
                <span class="hidden">
                  {' '}
                  : les lignes d’où vient ce chiffre de {one.places.map(titleOf).join(' et ')}
                </span>
              </a>
            </>
          )}
        </p>
      </li>
    ))}
  </ul>
)
