// @upstash/ratelimit against a plain redis-server, by a small stand-in for Upstash's REST interface.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Redis as Upstash } from '@upstash/redis';
import { Ratelimit } from '@upstash/ratelimit';
import { createClient } from 'redis';
import { did, forever, one, port, settings, zipf } from './load.mjs';

const plain = await createClient({ url: `redis://127.0.0.1:${port}`, RESP: 2 }).connect();
// Scripts name a flag that Redis 7 does not know: it is cut off, and what the library calls them by stands for the rest.
const flag = /^#!lua flags=\S+\n/;
const digest = (text) => createHash('sha1').update(text).digest('hex');
const known = new Map();
const plainly = ([name, first, ...rest]) => {
  const word = name.toUpperCase();
  if (word === 'EVALSHA') return [name, known.get(first) ?? first, ...rest];
  const at = word === 'EVAL' ? first : word === 'SCRIPT' ? rest[0] : '';
  if (!flag.test(at ?? '')) return [name, first, ...rest];
  known.set(digest(at), digest(at.replace(flag, '')));
  return word === 'EVAL' ? [name, at.replace(flag, ''), ...rest] : [name, first, at.replace(flag, '')];
};
const ask = async (command) => {
  try {
    return { result: await plain.sendCommand(plainly(command.map(String))) };
  } catch (refused) {
    return { error: refused.message };
  }
};
const encoded = (value) =>
  typeof value === 'string' ? Buffer.from(value).toString('base64') : Array.isArray(value) ? value.map(encoded) : value;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const command = JSON.parse(body);
  const several = Array.isArray(command[0]);
  const answers = [];
  for (const each of several ? command : [command]) answers.push(await ask(each));
  const wants = request.headers['upstash-encoding'] === 'base64';
  const told = answers.map((answer) => ('result' in answer && wants ? { result: encoded(answer.result) } : answer));
  response.writeHead(!several && told[0].error ? 400 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(several ? told : told[0]));
}).listen(0);
await new Promise((ready) => server.on('listening', ready));

const [limit, window] = [5, 10];
const { algorithm = 'slidingWindow', cache = true, analytics = false } = settings;
const redis = new Upstash({ url: `http://127.0.0.1:${server.address().port}`, token: 't', enableTelemetry: false });
const limiter = new Ratelimit({
  redis, analytics, ephemeralCache: cache ? new Map() : false,
  limiter: algorithm === 'tokenBucket' ? Ratelimit.tokenBucket(1, '2 s', limit) : Ratelimit[algorithm](limit, `${window} s`),
});
const who = zipf(100);
const windows = new Map();
await forever(async () => {
  const name = `w${who()}`;
  if (one({ check: 95, ask: 5 }) === 'ask') {
    await limiter.getRemaining(name);
    return did('remaining_reads');
  }
  const bucket = Math.floor(Date.now() / 1000 / window);
  const { success, reason, pending } = await limiter.limit(name);
  await pending;
  const first = windows.get(name) !== bucket;
  if (success) windows.set(name, bucket);
  did(success ? (first ? 'first_checks' : 'checks') : reason === 'cacheBlock' ? 'limited_checks' : 'newly_limited_checks');
});
