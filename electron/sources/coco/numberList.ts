/** A list of whole numbers that grows, at four bytes each. */
export class NumberList {
  #values = new Int32Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(2 * this.#length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  at(index: number): number {
    return this.#values[index] ?? -1
  }

  /** Puts something else in place of every number. */
  replace(map: (value: number, index: number) => number): void {
    for (let index = 0; index < this.#length; index++) this.#values[index] = map(this.at(index), index)
  }
}
