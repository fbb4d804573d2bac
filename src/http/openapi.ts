import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

const INFO = {
  title: 'API du portail Icauna',
  version: '1',
  description: 'Lire le catalogue, les lignes des jeux de données et les territoires. Sans compte et sans clé.',
}
const TAGS = [
  { name: 'Catalogue', description: 'Jeux de données, versions, documents, organisations, thèmes, licences.' },
  { name: 'Lignes', description: 'Lire, compter, regrouper les lignes d’un jeu.' },
  { name: 'Fichiers', description: 'Télécharger toutes les lignes, ou celles d’un filtre.' },
  { name: 'Territoires', description: 'Communes, intercommunalités, départements… dans le temps.' },
  { name: 'Indicateurs', description: 'Définitions et valeurs, pairs d’un lieu, comparaisons.' },
]
const text = (description: string) => ({ description, schema: { type: 'string' } })
const whole = (description: string) => ({ description, schema: { type: 'integer' } })
const HEADERS = {
  ETag: text('Empreinte de la réponse, à renvoyer dans If-None-Match.'),
  'RateLimit-Limit': whole('Demandes permises par minute.'),
  'RateLimit-Remaining': whole('Demandes qui restent dans la minute.'),
  'RateLimit-Reset': whole('Secondes avant que le compte reparte.'),
}

interface Answer {
  description?: string
  headers?: object
  content?: Record<string, unknown>
}
interface Operation {
  operationId?: string
  parameters?: { in: string; name: string }[]
  responses?: Record<string, Answer>
}

/** The OpenAPI 3.1 document of what has a tag: pages have none. */
export const openApi = (publicUrl: string): FastifyDynamicSwaggerOptions => ({
  openapi: { openapi: '3.1.0', info: INFO, servers: [{ url: publicUrl }], tags: TAGS },
  hideUntagged: true,
  refResolver: {
    buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
  },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject
    for (const [path, operations] of Object.entries(document.openapiObject.paths ?? {}))
      for (const operation of Object.values(operations ?? {})) finish(path, operation as Operation)
    return document.openapiObject
  },
})

/** Says of every operation what the server adds to its answers: marks, limits, refusals. */
const finish = (path: string, operation: Operation): void => {
  operation.operationId = path
    .replace('/api/v1/', '')
    .replace(/[{}]/g, '')
    .replace(/[/.](\w)/g, (_, letter: string) => letter.toUpperCase())
  operation.parameters?.push({
    in: 'header',
    name: 'If-None-Match',
    ...text('Empreinte déjà reçue : rien n’est renvoyé si rien n’a changé.'),
  })
  const { '200': found, ...others } = operation.responses ?? {}
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  operation.responses = {
    ...others,
    '200': { ...found, description: 'La réponse.', headers: { ...found?.headers, ...HEADERS } },
    '304': { description: 'Rien n’a changé depuis l’empreinte donnée.' },
    '429': {
      description: 'Trop de demandes.',
      headers: { 'Retry-After': whole('Secondes à attendre.') },
      content: problem,
    },
    '4XX': { description: 'Un refus, expliqué (RFC 9457).', content: problem },
    '5XX': { description: 'Une panne, ou une question trop longue (RFC 9457).', content: problem },
  }
}
