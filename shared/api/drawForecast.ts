/** What a draw would make of one class. */
export interface ClassForecast {
  /** Null for pictures without any class. */
  readonly name: string | null
  /** Whether objects in pictures are counted, or pictures. */
  readonly counts: 'pictures' | 'objects'
  /** Usable sources that hold it. */
  readonly sources: number
  /** In variants that there are and stay: not rejected, and not replaced by this draw. */
  readonly before: number
  /** In the variants that would be drawn. */
  readonly drawn: number
}

export interface DrawForecast {
  /** Variants that would be drawn. */
  readonly variants: number
  /** By name, those without a class last. */
  readonly classes: readonly ClassForecast[]
}
