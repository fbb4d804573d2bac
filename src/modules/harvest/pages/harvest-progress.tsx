import { count, formatNumber } from '../../../kernel/french.ts'
import { Notice } from '../../../web/index.ts'
import type { Progress } from '../progress.ts'

/** How far the harvest in hand is, with a link that looks again. */
export const HarvestProgress = ({ progress, here }: { readonly progress: Progress; readonly here: string }) => {
  const { done, total, failed, title, sentence } = progress
  return (
    <Notice role="status">
      <p>
        <strong>Une moisson est en cours</strong> : {formatNumber(done)} sur {count(total, 'source')}
        {failed > 0 && `, dont ${count(failed, 'échec')}`}.
      </p>
      <p>
        <progress max={total} value={done} aria-label="Sources moissonnées" />
      </p>
      <p>
        En ce moment : « {title} ». {sentence}
      </p>
      <p>
        <a href={here}>Voir où elle en est maintenant</a>
      </p>
    </Notice>
  )
}
