// A Bull worker whose jobs take JOB_SECONDS; the first run of a job that is to fail once fails.
import Bull from 'bull';
import { pause, port, settings } from './load.mjs';

const { payload, ...guards } = settings;
const queue = new Bull('jobs', { redis: { port }, settings: guards });
queue.process('*', Number(process.env.CONCURRENCY), async (job) => {
  await pause(Number(process.env.JOB_SECONDS));
  if (job.name === 'retried_jobs' && job.attemptsMade === 0) throw new Error('once');
  if (job.name === 'progress') await job.progress(50);
});
