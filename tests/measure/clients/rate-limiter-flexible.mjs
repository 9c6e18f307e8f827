// rate-limiter-flexible on ioredis: five requests in ten seconds for each identifier.
import { Redis } from 'ioredis5';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { did, forever, port, settings, upTo, zipf } from './load.mjs';

const limiter = new RateLimiterRedis({ storeClient: new Redis({ port, enableOfflineQueue: true }), points: 5, duration: 10 });
const who = settings.many ? () => upTo(1e9) : zipf(100);
const check = async () => {
  try {
    const { isFirstInDuration } = await limiter.consume(`w${who()}`);
    did(isFirstInDuration ? 'first_checks' : 'checks');
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    did('limited_checks');
  }
};
// Ten at once where many identifiers are wanted: a loop that waits for each reaches no such number.
await forever(() => (settings.many ? Promise.all(Array.from({ length: 10 }, check)) : check()));
