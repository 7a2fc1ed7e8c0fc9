/**
 * Tells libvips to refuse the loaders that its authors do not call safe for files of strangers.
 *
 * Subtle: libvips reads the variable once, when sharp is loaded, so this file must run first. A worker thread has
 * a copy of the environment that native code never sees; codec.ts therefore also blocks them through sharp.
 */
process.env['VIPS_BLOCK_UNTRUSTED'] = '1'

/** Loaders that are never wanted: they read scripts, markup or memory images rather than pictures. */
export const blockedLoaders = [
  'VipsForeignLoadSvg',
  'VipsForeignLoadVips',
  'VipsForeignLoadPdf',
  'VipsForeignLoadRaw'
]
