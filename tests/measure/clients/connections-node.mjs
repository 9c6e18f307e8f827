// Connections of Node.js libraries: opened, one PING, closed. A proxy counts, since MONITOR hides logins.
import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis as Six } from 'ioredis';
import { Redis as Five } from 'ioredis5';
import { createClient } from 'redis';
import { did, forever, pause, port, settings } from './load.mjs';

const connection = { port, password: 'secret' };
const acts = {
  'ioredis': async () => { const client = new Six(connection); await client.ping(); await client.quit(); },
  'ioredis-5': async () => { const client = new Five(connection); await client.ping(); await client.quit(); },
  'node-redis': async () => {
    const client = await createClient({ url: `redis://:secret@127.0.0.1:${port}` }).connect();
    await client.ping();
    await client.close();
  },
  'bullmq-queue': async () => { const queue = new Queue('q', { connection }); await queue.add('j', {}); await queue.close(); },
  'bullmq-worker': async () => {
    const worker = new Worker('empty', async () => {}, { connection: { ...connection, maxRetriesPerRequest: null } });
    await worker.waitUntilReady();
    await pause(2);
    await worker.close();
  },
  'bullmq-queue-events': async () => {
    const events = new QueueEvents('q', { connection });
    await events.waitUntilReady();
    await pause(1);
    await events.close();
  },
};
await forever(async () => {
  await acts[settings.library]();
  did('connections');
});
