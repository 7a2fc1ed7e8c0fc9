import { CultivarError } from '../../../shared/errors.ts'
import { tar, zip } from './archive.ts'
import { cifar } from './cifar.ts'
import { idx } from './idx.ts'
import { npz } from './npz.ts'
import { parquet } from './parquet.ts'
import { tfrecord } from './tfrecord.ts'
import type { RandomAccess } from './randomAccess.ts'
import type { ContainerKind } from './types.ts'

/** Every kind of container, the most particular first: the first that recognises the bytes is taken. */
const containers = [idx, npz, parquet, tfrecord, cifar, zip, tar] as const satisfies readonly ContainerKind[]

/** Throws `unsupported-format` when the bytes are no container. */
export async function kindOf(bytes: RandomAccess): Promise<ContainerKind> {
  for (const kind of containers) if (await kind.recognises(bytes)) return kind
  throw new CultivarError('unsupported-format', 'This is no container of pictures that is read.', {
    file: bytes.name,
    remedy: 'Put the original back, or import it again.'
  })
}
