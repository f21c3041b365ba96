import { describe, expect, it } from 'vitest'
import { hours, minutes } from '#domain/instant.ts'
import { createTravelCache, travelKey } from './travel-cache.ts'

const travel = { seconds: 600, meters: 5_000 }

describe('travel cache', () => {
  it('forgets after half an hour', () => {
    const cache = createTravelCache()
    cache.keep('a', travel, 0)
    expect(cache.find('a', minutes(30) - 1)).toMatchObject(travel)
    expect(cache.find('a', minutes(30))).toBeUndefined()
    expect(cache.size()).toBe(0)
  })

  it('lets go of the one not asked for the longest when it is full', () => {
    const cache = createTravelCache(2)
    cache.keep('a', travel, 0)
    cache.keep('b', travel, 0)
    cache.find('a', 1)
    cache.keep('c', travel, 2)
    expect([cache.find('a', 3), cache.find('b', 3), cache.find('c', 3)]).toEqual([
      expect.objectContaining(travel),
      undefined,
      expect.objectContaining(travel),
    ])
  })

  it('takes neighbours for one, but no other direction, profile or hour', () => {
    const door = { lng: 121.47, lat: 31.23 }
    const nextDoor = { lng: 121.4702, lat: 31.2303 }
    const office = { lng: 121.5, lat: 31.2 }
    const key = travelKey(door, office, 'car', 0)
    expect(travelKey(nextDoor, office, 'car', minutes(59))).toBe(key)
    expect(travelKey(office, door, 'car', 0)).not.toBe(key)
    expect(travelKey(door, office, 'foot', 0)).not.toBe(key)
    expect(travelKey(door, office, 'car', hours(1))).not.toBe(key)
  })
})
