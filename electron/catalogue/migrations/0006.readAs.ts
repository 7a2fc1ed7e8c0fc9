/** Which format annotations came from: only the same one may say that there are none any more. */
export const readAs = /* sql */ `
-- Id of the importer; '' where it is not known.
ALTER TABLE annotation ADD COLUMN read_as TEXT NOT NULL DEFAULT '';
`
