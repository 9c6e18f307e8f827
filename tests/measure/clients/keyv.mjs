// Keyv, and cache-manager over it: reads, writes, deletes, and wraps that fill on a miss.
import KeyvRedis from '@keyv/redis';
import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';
import { did, forever, one, port, zipf } from './load.mjs';

const keyv = new Keyv({ store: new KeyvRedis(`redis://127.0.0.1:${port}`) });
const cache = createCache({ stores: [keyv] });
const key = zipf(1000);
await forever(async () => {
  const name = `item:${key()}`;
  const what = one({ reads: 50, writes: 10, deletes: 10, wraps: 30 });
  if (what === 'reads') await keyv.get(name);
  if (what === 'writes') await keyv.set(name, 'x'.repeat(500), 20000);
  if (what === 'deletes') await keyv.delete(name);
  let filled = false;
  if (what === 'wraps') await cache.wrap(name, () => ((filled = true), 'x'.repeat(500)), 20000);
  did(what !== 'wraps' ? what : filled ? 'misses' : 'reads');
});
