import { describe, expect, it } from 'vitest'
import { createRate } from '../../../../electron/jobs/rate.ts'

describe('the rate of a job', () => {
  it('is unknown until there is something to tell', () => {
    let now = 0
    const rate = createRate(() => now)
    expect(rate.perSecond()).toBeNull()
    rate.add(0)
    now = 300
    rate.add(10)
    expect(rate.perSecond()).toBeNull()
  })

  it('is the number of items a second', () => {
    let now = 0
    const rate = createRate(() => now)
    for (let i = 0; i <= 10; i++) {
      now = i * 500
      rate.add(i * 20)
    }
    // 20 items each half second.
    expect(rate.perSecond()).toBe(40)
  })

  it('follows a change within its window of 15 seconds', () => {
    let now = 0
    let done = 0
    const rate = createRate(() => now)
    for (const perSecond of [100, 5]) {
      for (let i = 0; i < 40; i++) {
        now += 1000
        done += perSecond
        rate.add(done)
      }
    }
    expect(rate.perSecond()).toBe(5)
  })
})
