const addresses = import.meta.glob<string>('../pictures/**/*.svg', {
  eager: true,
  query: '?url',
  import: 'default'
})

/** Address of the drawing of a transform. */
export function transformPicture(id: string): string | undefined {
  return addresses[`../pictures/transforms/${id}.svg`]
}

/** Address of the drawing of a built-in domain profile. */
export function domainPicture(id: string): string | undefined {
  return addresses[`../pictures/domains/${id}.svg`]
}
