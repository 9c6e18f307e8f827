// Adds BullMQ jobs at random times, of the kinds of MIX.
import { FlowProducer, Queue } from 'bullmq';
import { did, forever, one, port, settings } from './load.mjs';

const connection = { port };
const queue = new Queue('jobs', { connection });
const flows = new FlowProducer({ connection });
const mix = JSON.parse(process.env.MIX);
const data = { text: 'x'.repeat(settings.payload ?? 200) };
const options = {
  delayed_jobs: { delay: 3000 }, delayed_adds: { delay: 3600000 }, prioritized_adds: { priority: 5 }, retried_jobs: { attempts: 2 },
  backed_off_jobs: { attempts: 2, backoff: { type: 'fixed', delay: 1000 } }, duplicate_adds: { jobId: 'same' },
};
const acts = {
  bulk_adds: () => queue.addBulk(Array.from({ length: 50 }, () => ({ name: 'jobs', data }))),
  count_reads: () => queue.getJobCounts(),
};
if (mix.duplicate_adds) await queue.add('jobs', data, options.duplicate_adds);
await forever(async () => {
  const what = one(mix);
  await (acts[what] ?? (() => queue.add(what, data, options[what] ?? {})))();
  for (let each = 0; each < (what === 'bulk_adds' ? 50 : 1); each += 1) did(what);
  if (what === 'progress') did('jobs'); // A job that also tells its progress.
}, false);
