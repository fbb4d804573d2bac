export type { Card } from './card.ts'
export type { AskedCard, FindCard } from './find-card.ts'
export { CardBlock } from './pages/card-block.tsx'
