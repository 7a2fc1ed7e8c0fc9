import { Html, html } from './html.ts'

const style = new Html(`
:root { color-scheme: light dark; --ground: #fff; --text: #1b1e1b; --faint: #5b615b; --line: #d9dcd9; --fill: #2f7446 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #191b19; --text: #e6e8e6; --faint: #a1a4a1; --line: #454845; --fill: #6dad79 }
}
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 .25rem }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem }
p { margin: .25rem 0 }
.faint, figcaption { color: var(--faint) }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem 2rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600 }
th, td { text-align: left; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
tbody th { font-weight: 400; overflow-wrap: anywhere }
thead th { font-weight: 400; color: var(--faint) }
.n { text-align: right; white-space: nowrap }
.bar { width: 40% }
.bar svg { display: block; width: 100%; height: .6rem; margin-top: .45rem }
.fill { fill: var(--fill) }
.ground { fill: none; stroke: var(--line); stroke-width: .1 }
.heat { width: 100%; max-width: 20rem; aspect-ratio: 1 }
.swatch { display: inline-block; width: 1em; height: 1em; vertical-align: -.1em; border: 1px solid var(--line) }
figure { margin: .5rem 0 }
li { overflow-wrap: anywhere }
`)

export interface Section {
  readonly title: string
  readonly body: Html
}

/** One file that needs no other: no script, nothing from elsewhere, and a policy that says so. */
export function page(
  { title, subtitle }: { readonly title: string; readonly subtitle: string },
  sections: readonly Section[]
): string {
  const parts = sections
    .filter(({ body }) => body.text.trim() !== '')
    .map(
      (section) =>
        html`<section>
          <h2>${section.title}</h2>
          ${section.body}
        </section> `
    )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="faint">${subtitle}</p>
        </header>
        <main>${parts}</main>
      </body>
    </html> `.text
}
