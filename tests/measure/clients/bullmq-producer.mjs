// Adds jobs at random times, RATE a second on average, and writes down when.
import { appendFileSync } from 'node:fs';
import { Queue } from 'bullmq';

const queue = new Queue('jobs', { connection: { port: Number(process.env.REDIS_PORT) } });
let state = 20261121;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 1) / 4294967297;
};
for (;;) {
  await new Promise((done) => setTimeout(done, (-Math.log(random()) / Number(process.env.RATE)) * 1000));
  appendFileSync(process.env.ADDED, `${Date.now() / 1000}\n`);
  await queue.add('job', { text: 'x'.repeat(200) });
}
