// A BullMQ worker whose jobs take JOB_SECONDS; those that are to fail fail.
import { QueueEvents, Worker } from 'bullmq';
import { pause, port, settings } from './load.mjs';

const { events, payload, ...rest } = settings;
const worker = new Worker('jobs', async (job) => {
  await pause(Number(process.env.JOB_SECONDS));
  if (job.name === 'failing_jobs') throw new Error('always');
  if (['retried_jobs', 'backed_off_jobs'].includes(job.name) && job.attemptsMade === 0) throw new Error('once');
  if (job.name === 'progress') await job.updateProgress(50);
}, {
  connection: { port, maxRetriesPerRequest: null },
  concurrency: Number(process.env.CONCURRENCY),
  ...rest,
});
worker.on('error', () => {});
if (events) new QueueEvents('jobs', { connection: { port } }).on('completed', () => {});
