// express-session with connect-redis: people log in, read, change, log out and come back after their session is over.
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import { did, forever, one, port, settings, upTo } from './load.mjs';

const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
const { resave = false, saveUninitialized = false, disableTouch = false } = settings;
const app = express();
app.use(session({
  store: new RedisStore({ client, disableTouch, ttl: settings.ttl ?? 40 }), secret: 's', resave, saveUninitialized,
}));
app.get('/:act', (request, response) => {
  const known = request.session.user !== undefined;
  const { act } = request.params;
  if (act === 'login' && !known) request.session.user = { name: 'x'.repeat(settings.name ?? 800) };
  if (act === 'change' && known) request.session.at = Date.now() + Math.random();
  if (act === 'logout' && known) return request.session.destroy(() => response.json({ known }));
  response.json({ known });
});
const server = app.listen(0);
await new Promise((ready) => server.on('listening', ready));
const people = Array.from({ length: 60 }, () => null);
await forever(async () => {
  const who = upTo(people.length);
  const cookie = settings.ttl ? null : people[who];
  const act = cookie ? one({ read: 70, change: 20, logout: 2, login: 18 }) : one({ read: settings.ttl ? 0 : 30, login: 70 });
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/${act}`, { headers: cookie ? { cookie } : {} });
  const { known } = await answer.json();
  const given = answer.headers.get('set-cookie');
  if (given) people[who] = given.split(';')[0];
  if (act === 'logout') people[who] = null;
  if (!cookie) return did(act === 'login' ? 'logins' : 'anonymous');
  if (known) return did({ read: 'reads', login: 'reads', change: 'changes', logout: 'logouts' }[act]);
  did(act === 'login' ? 'returns' : 'expired');
});
