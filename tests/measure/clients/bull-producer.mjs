// Adds Bull jobs at random times.
import Bull from 'bull';
import { did, forever, one, port, settings } from './load.mjs';

const queue = new Bull('jobs', { redis: { port } });
const bytes = settings.payload ?? 200;
const mix = JSON.parse(process.env.MIX);
await forever(async () => {
  const what = one(mix);
  if (what === 'bulk_adds') await queue.addBulk(Array.from({ length: 50 }, () => ({ name: 'jobs', data: { text: 'x'.repeat(bytes) } })));
  else await queue.add(what, { text: 'x'.repeat(bytes) }, {
    retried_jobs: { attempts: 2 }, delayed_jobs: { delay: 3000 },
  }[what] ?? {});
  for (let each = 0; each < (what === 'bulk_adds' ? 50 : 1); each += 1) did(what);
  if (what === 'progress') did('jobs'); // A job that also tells its progress.
}, false);
