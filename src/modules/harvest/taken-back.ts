import type { Version, VersionStore } from '../catalog/index.ts'

/**
 * The version of a file, by its checksum, that the public saw, when a person has shown another one since: an older one,
 * or one that was brought by hand. Only a person undoes what a person did. `again`: the producer has the very file that
 * it had when it was last looked at; else a version shown later than that of the file is one that the producer replaced.
 */
export const takenBack = async (
  versions: Pick<VersionStore, 'ofDataset'>,
  shown: Version,
  sha256: string,
  again = false,
): Promise<Version | undefined> =>
  (await versions.ofDataset(shown.datasetId)).find(
    (one) => one.original.sha256 === sha256 && one.publishedAt !== null && (again || one.number > shown.number),
  )

/** Why the file is left aside, for whoever reads the run. */
export const takenBackWords = (taken: Version, shown: Version): string =>
  `Ce fichier a déjà été en ligne (version ${taken.number}) ; depuis, quelqu’un a choisi de montrer la version ${shown.number}, qui reste.`
