// express-rate-limit with rate-limit-redis: identifiers of very different habits, five requests in ten seconds each.
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { createClient } from 'redis';
import { did, forever, port, zipf } from './load.mjs';

const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
const app = express();
app.use(rateLimit({
  windowMs: 10000, limit: 5, keyGenerator: (request) => request.headers.who, validate: false,
  store: new RedisStore({ sendCommand: (...args) => client.sendCommand(args) }),
  handler: (request, response) => response.status(429).json({ used: request.rateLimit.used }),
}));
app.get('/', (request, response) => response.json({ used: request.rateLimit.used }));
const server = app.listen(0);
await new Promise((ready) => server.on('listening', ready));
const who = zipf(100);
await forever(async () => {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers: { who: `w${who()}` } });
  const { used } = await answer.json();
  did(answer.status === 429 ? 'limited_checks' : used === 1 ? 'first_checks' : 'checks');
});
