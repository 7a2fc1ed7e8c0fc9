import { expect, it } from 'vitest'
import { classFolders } from '../../../../electron/exporters/classFolders.ts'

it('gives every class a folder of its own, even where signs or case make them look alike', () => {
  const classes = ['cat', 'Cat', 'a/b', 'a_b', 'a:b', 'unlabelled', null]
  const folderOf = classFolders(classes)
  const folders = classes.map(folderOf)
  expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(classes.length)
  expect(folders.every((name) => !name.includes('/'))).toBe(true)
})

it('does not depend on the order in which classes come', () => {
  const classes = ['b', 'B', 'a', null]
  const [there, back] = [classFolders(classes), classFolders(classes.toReversed())]
  expect(classes.map(there)).toEqual(classes.map(back))
})

it('keeps plain names as they are', () => {
  const folderOf = classFolders(['7', 'left hand', null])
  expect(['7', 'left hand', null].map(folderOf)).toEqual(['7', 'left hand', 'unlabelled'])
})
