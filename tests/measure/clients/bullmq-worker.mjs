// A BullMQ worker whose jobs take JOB_SECONDS.
import { Worker } from 'bullmq';

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const worker = new Worker('jobs', () => pause(Number(process.env.JOB_SECONDS)), {
  connection: { port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null },
  concurrency: Number(process.env.CONCURRENCY),
  ...JSON.parse(process.env.SETTINGS),
});
worker.on('error', () => {});
