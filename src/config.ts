import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** Every setting, once: its variable, its type, its default, and what it is for. */
export const ConfigSchema = Type.Object({
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL à utiliser ; absent : un serveur embarqué, sous DATA_DIR.',
    }),
  ),
  DATA_DIR: Type.String({
    default: 'data',
    description: 'Dossier des données : base embarquée, fichiers reçus, versions.',
  }),
  PUBLIC_URL: Type.String({
    default: 'http://localhost:3000',
    pattern: '^https?://[^/]+$',
    description: 'L’adresse que tape le public, sans barre finale.',
  }),
  HOST: Type.String({ default: '127.0.0.1', description: 'Adresse d’écoute ; 0.0.0.0 pour toutes.' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port d’écoute.' }),
  ICAUNA_TERRITORY: Type.String({
    default: '89',
    pattern: '^(\\d{2,3}|2[AB])$',
    description: 'Code du département du portail.',
  }),
  LOG_LEVEL: Type.Union(
    ['debug', 'info', 'warn', 'error', 'silent'].map((l) => Type.Literal(l)),
    { default: 'warn', description: 'Détail du journal.' },
  ),
  MAX_UPLOAD_MB: Type.Integer({ default: 2048, minimum: 1, description: 'Taille maximale d’un fichier reçu.' }),
  RATE_LIMIT: Type.Integer({
    default: 600,
    minimum: 0,
    description: 'Requêtes d’API par minute et par adresse ; 0 : sans limite.',
  }),
  TRUST_PROXY: Type.Boolean({ default: false, description: 'Croire X-Forwarded-For d’un relais placé devant.' }),
})
export type Config = Readonly<Static<typeof ConfigSchema>>

/** Reads the settings once, at start; lists every mistake at a time, then refuses to start. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.keys(ConfigSchema.properties).flatMap((key) => (env[key] ? [[key, env[key]]] : [])),
  )
  const value = Value.Default(ConfigSchema, Value.Convert(ConfigSchema, given))
  if (Value.Check(ConfigSchema, value)) return Object.freeze(value)
  const lines = [...Value.Errors(ConfigSchema, value)].map((e) => `  ${e.instancePath.slice(1)} : ${e.message}`)
  throw new Error(`Cette configuration ne peut pas fonctionner :\n${lines.join('\n')}`)
}
