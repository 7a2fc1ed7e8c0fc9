import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** A small detection set in COCO's format, drawn here: boats with outlines, suns with boxes, walkers with points. */

const width = 320
const height = 240

interface Scene {
  readonly boat: { readonly x: number; readonly y: number }
  readonly sun: { readonly x: number; readonly y: number }
  readonly walker: { readonly x: number; readonly y: number } | null
}

const scenes: readonly Scene[] = [
  { boat: { x: 40, y: 120 }, sun: { x: 240, y: 50 }, walker: { x: 220, y: 150 } },
  { boat: { x: 150, y: 110 }, sun: { x: 60, y: 60 }, walker: null },
  { boat: { x: 90, y: 130 }, sun: { x: 280, y: 40 }, walker: { x: 250, y: 160 } },
  { boat: { x: 200, y: 125 }, sun: { x: 100, y: 45 }, walker: { x: 60, y: 155 } }
]

const hull = ({ x, y }: { x: number; y: number }): readonly number[] => [
  x,
  y + 30,
  x + 90,
  y + 30,
  x + 72,
  y + 55,
  x + 18,
  y + 55
]

/** Head, two shoulders, two feet. */
const joints = ({ x, y }: { x: number; y: number }): readonly (readonly [number, number])[] => [
  [x, y],
  [x - 12, y + 20],
  [x + 12, y + 20],
  [x - 10, y + 62],
  [x + 10, y + 62]
]

function picture({ boat, sun, walker }: Scene, index: number): string {
  const sky = ['#bfe3f7', '#f7d9b4', '#dfe4ea', '#233044'][index % 4]
  const points = hull(boat).join(' ')
  const legs =
    walker === null
      ? ''
      : `<g stroke="#3a2f2a" stroke-width="6" stroke-linecap="round">
          <circle cx="${walker.x}" cy="${walker.y}" r="7" fill="#d9a58a" stroke="none"/>
          ${joints(walker)
            .slice(1)
            .map(([x, y]) => `<line x1="${walker.x}" y1="${walker.y + 14}" x2="${x}" y2="${y}"/>`)
            .join('')}
        </g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${sky}"/><rect y="160" width="100%" height="80" fill="#35627f"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="24" fill="#f6c344"/>
    <rect x="${boat.x + 43}" y="${boat.y - 30}" width="4" height="60" fill="#53372a"/>
    <polygon points="${boat.x + 50},${boat.y - 26} ${boat.x + 84},${boat.y + 22} ${boat.x + 50},${boat.y + 22}" fill="#fff"/>
    <polygon points="${points}" fill="#8c3b2e"/>${legs}</svg>`
}

function annotationsOf(scene: Scene, imageId: number): readonly object[] {
  const { boat, sun, walker } = scene
  const base = { image_id: imageId, iscrowd: 0 }
  const marks: object[] = [
    { ...base, category_id: 1, bbox: [boat.x, boat.y + 30, 90, 25], segmentation: [hull(boat)], area: 1800 },
    { ...base, category_id: 2, bbox: [sun.x - 24, sun.y - 24, 48, 48], area: 2304 }
  ]
  if (walker !== null) {
    const keypoints = joints(walker).flatMap(([x, y], index) => [x, y, index === 4 ? 1 : 2])
    const bbox = [walker.x - 14, walker.y - 8, 28, 74]
    marks.push({ ...base, category_id: 5, bbox, area: 2072, keypoints, num_keypoints: 5 })
  }
  return marks
}

/** Writes four pictures and `annotations.json` with gaps between the categories' ids. */
export async function writeCocoSet(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [index, scene] of scenes.entries()) {
    await writeFile(
      join(folder, `scene-${index + 1}.png`),
      await sharp(Buffer.from(picture(scene, index)))
        .png()
        .toBuffer()
    )
  }
  const annotations = scenes.flatMap((scene, index) => annotationsOf(scene, index + 1))
  const json = {
    images: scenes.map((_, index) => ({ id: index + 1, file_name: `scene-${index + 1}.png`, width, height })),
    annotations: annotations.map((annotation, index) => ({ id: index + 1, ...annotation })),
    categories: [
      { id: 1, name: 'boat', supercategory: 'vehicle' },
      { id: 2, name: 'sun' },
      {
        id: 5,
        name: 'walker',
        keypoints: ['head', 'left_shoulder', 'right_shoulder', 'left_foot', 'right_foot'],
        skeleton: [
          [1, 2],
          [1, 3],
          [2, 4],
          [3, 5]
        ]
      }
    ]
  }
  await writeFile(join(folder, 'annotations.json'), JSON.stringify(json))
}
