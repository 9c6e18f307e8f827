// Cache-aside with ioredis: Zipf reads of entries that live LIFETIME seconds, filled on a miss.
import { Redis } from 'ioredis5';
import { did, forever, port, settings, zipf } from './load.mjs';

const redis = new Redis({ port });
const key = zipf(settings.keys ?? 2000);
await forever(async () => {
  const name = `item:${key()}`;
  if ((await redis.get(name)) === null) {
    await redis.setex(name, settings.lifetime ?? 30, 'x'.repeat(settings.payload ?? 500));
    did('misses');
  } else did('hits');
});
