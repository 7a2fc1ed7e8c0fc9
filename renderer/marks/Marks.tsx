import { memo, useMemo } from 'react'
import type { Annotation, ClassDetails } from '../../shared/annotations/types.ts'
import type { PictureMarks } from '../../shared/api/contract.ts'
import type { Size } from '../../shared/raster.ts'
import classes from './Marks.module.css'
import { NameTag } from './NameTag.tsx'
import type { ClassStyle } from './palette.ts'
import { dotsOf, outlineOf } from './shapes.ts'
import { type Thing, thingsOf } from './things.ts'
import type { ClassLooks } from './useClassLooks.ts'

interface MarksProps {
  readonly marks: PictureMarks | null | undefined
  readonly looks: ClassLooks
  /** The box in which the picture is shown, contained. Unit: CSS pixels. */
  readonly box: Size
  /** Whether names stand at things that are large enough, and at any that is pointed at. */
  readonly hasNames?: boolean
  /** The class to stand out from the others. */
  readonly stressed?: string | null | undefined
}

/** More than these in a small picture are a tangle. */
const mostInTile = 60
const tileBelowPx = 260

const fillOpacity: Readonly<Record<Annotation['kind'], number>> = {
  mask: 0.45,
  polygon: 0.22,
  rotatedBox: 0,
  box: 0,
  keypoints: 0
}

interface PartProps {
  readonly annotation: Annotation
  readonly style: ClassStyle
  readonly details: ClassDetails | undefined
  readonly frame: Size
  /** Pixels of the frame in one CSS pixel. */
  readonly unit: number
}

function Outline({ annotation, style, frame }: PartProps) {
  const { path, transform } = outlineOf(annotation, frame)
  if (annotation.kind === 'mask')
    return (
      <path
        d={path}
        transform={transform}
        fill={style.colour}
        fillOpacity={fillOpacity.mask}
        fillRule="evenodd"
      />
    )
  return (
    <>
      <path d={path} className={classes['rim']} stroke={style.rim} />
      <path
        d={path}
        className={classes['line']}
        stroke={style.colour}
        strokeDasharray={style.dashes?.join(' ')}
        fill={style.colour}
        fillOpacity={fillOpacity[annotation.kind]}
        fillRule="evenodd"
      />
    </>
  )
}

function Points({ annotation, style, details, frame, unit }: PartProps) {
  const dots = dotsOf(annotation)
  const dotPx = Math.max(frame.width, frame.height) < tileBelowPx * unit ? 1.8 : 3.2
  const bones = (details?.skeleton ?? []).flatMap(([from, to]) => {
    const [start, end] = [dots[from], dots[to]]
    return start === undefined || end === undefined ? [] : [`M${start.x} ${start.y}L${end.x} ${end.y}`]
  })
  return (
    <>
      <path d={bones.join('')} className={classes['rim']} stroke={style.rim} />
      <path d={bones.join('')} className={classes['line']} stroke={style.colour} />
      {dots.map(
        (dot, index) =>
          dot !== undefined && (
            <circle
              key={index}
              cx={dot.x}
              cy={dot.y}
              r={dotPx * unit}
              className={classes['dot']}
              fill={dot.isHidden ? style.rim : style.colour}
              stroke={dot.isHidden ? style.colour : style.rim}
            >
              {details?.keypoints?.[index] !== undefined && <title>{details.keypoints[index]}</title>}
            </circle>
          )
      )}
    </>
  )
}

interface ThingMarkProps {
  readonly thing: Thing
  readonly looks: ClassLooks
  readonly frame: Size
  readonly unit: number
  readonly hasName: boolean
  readonly isFaint: boolean
}

/** Unit: CSS pixels. */
const namedFromPx = 44

function ThingMark({ thing, looks, frame, unit, hasName, isFaint }: ThingMarkProps) {
  const { className, annotations, bounds } = thing
  const style = looks.styleOf(className)
  const part = { style, details: looks.detailsOf(className), frame, unit }
  const isLarge = bounds !== undefined && Math.max(bounds.width, bounds.height) >= namedFromPx * unit
  return (
    <g className={classes['thing']} data-faint={isFaint || undefined}>
      {annotations.map((annotation, index) =>
        annotation.kind === 'keypoints' ? (
          <Points key={index} annotation={annotation} {...part} />
        ) : (
          <Outline key={index} annotation={annotation} {...part} />
        )
      )}
      {hasName && bounds !== undefined && (
        <NameTag
          name={className ?? 'no class'}
          bounds={bounds}
          frame={frame}
          unit={unit}
          colour={style.colour}
          isAlways={isLarge}
        />
      )}
    </g>
  )
}

/**
 * What is marked in a picture, over it: the picture fills `box` as `object-fit: contain` does. For the eye only; the
 * legend beside it says the same in words.
 */
export const Marks = memo(function Marks({ marks, looks, box, hasNames = false, stressed }: MarksProps) {
  const things = useMemo(() => (marks === null || marks === undefined ? [] : thingsOf(marks)), [marks])
  if (marks === null || marks === undefined || things.length === 0 || box.width <= 0 || box.height <= 0)
    return null
  const unit = 1 / Math.min(box.width / marks.width, box.height / marks.height)
  const isTile = Math.max(box.width, box.height) < tileBelowPx
  if (isTile && things.length > mostInTile)
    return (
      <span className={classes['many']} aria-hidden>
        {things.length + marks.more} objects
      </span>
    )
  return (
    <svg
      className={classes['marks']}
      viewBox={`0 0 ${marks.width} ${marks.height}`}
      preserveAspectRatio="xMidYMid meet"
      data-marks={things.length}
      data-pointable={hasNames || undefined}
      aria-hidden
    >
      {things.map((thing) => (
        <ThingMark
          key={thing.key}
          thing={thing}
          looks={looks}
          frame={marks}
          unit={unit}
          hasName={hasNames}
          isFaint={stressed !== undefined && stressed !== thing.className}
        />
      ))}
    </svg>
  )
})
