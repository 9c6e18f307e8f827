// Two Socket.IO nodes with an adapter and some clients: broadcasts, fetches, joins, and clients that come, join a room
// of their own and go.
import { createServer } from 'node:http';
import { createAdapter as pubsub, createShardedAdapter as sharded } from '@socket.io/redis-adapter';
import { createAdapter as streams } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { did, forever, one, pause, port, settings, upTo } from './load.mjs';

const open = () => createClient({ url: `redis://127.0.0.1:${port}` }).connect();
const nodes = [];
for (let node = 0; node < 2; node += 1) {
  const [first, second] = [await open(), await open()];
  const adapter = { pubsub: () => pubsub(first, second), sharded: () => sharded(first, second), streams: () => streams(first) };
  const http = createServer().listen(0);
  await new Promise((ready) => http.on('listening', ready));
  nodes.push({ io: new Server(http, { adapter: adapter[settings.adapter]() }), at: `http://127.0.0.1:${http.address().port}` });
}
const connect = (node) => new Promise((done) => {
  const client = io(nodes[node].at, { transports: ['websocket'], forceNew: true });
  client.on('connect', () => done(client));
});
for (let client = 0; client < 4; client += 1) await connect(client % 2);
await pause(2);
const acts = { broadcasts: 80, fetches: 10, ...(settings.adapter === 'sharded' && { joins: 5, connections: 5 }) };
let room = 0;
await forever(async () => {
  const what = one(acts);
  const node = nodes[upTo(2)];
  if (what === 'broadcasts') node.io.emit('news', { text: 'x'.repeat(100) });
  if (what === 'fetches') await node.io.fetchSockets();
  if (what === 'joins') await [...node.io.of('/').sockets.values()][0].join(`room-${(room += 1)}`);
  if (what === 'connections') {
    // One that joins no room of its own issues nothing.
    const client = await connect(nodes.indexOf(node));
    await node.io.of('/').sockets.get(client.id).join(`own-${client.id}`);
    client.disconnect();
    await pause(0.05);
  }
  did(what);
});
