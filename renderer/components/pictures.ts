/** Why not inline: a hundred of them would make the script half a megabyte larger, and most are never looked at. */
const addresses = import.meta.glob<string>('../pictures/*/*.{svg,webp}', {
  eager: true,
  query: '?url&no-inline',
  import: 'default'
})

/** Address of the picture of a transform. */
export function transformPicture(id: string): string | undefined {
  return addresses[`../pictures/transforms/${id}.webp`]
}

/** Address of the drawing of a built-in domain profile. */
export function domainPicture(id: string): string | undefined {
  return addresses[`../pictures/domains/${id}.svg`]
}
