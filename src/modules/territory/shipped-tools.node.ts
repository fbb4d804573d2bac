import { Type } from 'typebox'
import type { TerritoryTool } from './place-told.ts'
import { shippedFiles } from './shipped-files.node.ts'

const Shipped = Type.Object({
  departement: Type.String(),
  tools: Type.Array(
    Type.Object({
      /** What the link says. */
      label: Type.String({ minLength: 3, maxLength: 60 }),
      href: Type.String({ pattern: '^https://' }),
      /** What one does there, in a few words. */
      says: Type.String({ minLength: 3, maxLength: 120 }),
    }),
  ),
})

/** The other tools of a département that its pages lead to (`territories/<name>/tools.json`); none when it brings none. */
export const shippedTools = (): ReadonlyMap<string, readonly TerritoryTool[]> =>
  new Map(shippedFiles('tools.json', Shipped).map(({ departement, tools }) => [departement, tools]))
