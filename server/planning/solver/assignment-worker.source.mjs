// @ts-check
// What assignment-worker.js is in the bundle: the same thread from the sources. `node --import tsx` reaches the main thread
// only (Node 20), so the thread lets tsx in by itself.
import { register } from 'tsx/esm/api'

register()
await import('./assignment-worker.ts')
