/** What pictures look like: near-duplicates are kept together, and colours are part of the statistics. */
export const appearance = /* sql */ `
-- 64 hexadecimal digits of quality/perceptualHash.ts; '' when it says nothing (no structure, a record of a container of
-- samples), NULL for what was imported before there were any: importing again fills it in.
ALTER TABLE source ADD COLUMN perceptual_hash TEXT CHECK (perceptual_hash IS NULL OR length(perceptual_hash) IN (0, 64));

-- JSON list: means of red, green and blue, then their standard deviations, as levels from 0 to 255; NULL as above.
ALTER TABLE source ADD COLUMN colour TEXT;
`
