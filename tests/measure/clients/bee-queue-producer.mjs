// Saves bee-queue jobs at random times.
import Queue from 'bee-queue';
import { did, forever, one, port } from './load.mjs';

const queue = new Queue('jobs', { redis: { port }, isWorker: false, getEvents: false });
const mix = JSON.parse(process.env.MIX);
await forever(async () => {
  await queue.createJob({ text: 'x'.repeat(200) }).save();
  did(one(mix));
}, false);
