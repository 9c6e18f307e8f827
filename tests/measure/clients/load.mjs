// What the drivers share: random numbers from a fixed seed, arrivals at random, and a note of each thing done.
import { appendFileSync } from 'node:fs';

export const port = Number(process.env.REDIS_PORT);
export const settings = JSON.parse(process.env.SETTINGS);
export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

let state = 20261121;
export const random = () => {
  // Two steps of a 32-bit generator: one alone has short cycles in its low bits.
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  const high = state >>> 8;
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (high * 65536 + (state >>> 16) + 0.5) / 2 ** 40;
};
export const upTo = (number) => Math.floor(random() * number);

/** One of the names, by its share. */
export const one = (shares) => {
  let at = random() * Object.values(shares).reduce((sum, share) => sum + share, 0);
  for (const [name, share] of Object.entries(shares)) {
    at -= share;
    if (at < 0) return name;
  }
};

/** A rank from 0, the first being asked for most: Zipf's law over so many. */
export const zipf = (number) => {
  const shares = [];
  let sum = 0;
  for (let rank = 1; rank <= number; rank += 1) shares.push((sum += 1 / rank));
  return () => {
    const at = random() * sum;
    let [low, high] = [0, number - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shares[middle] < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
};

export const did = (what) => appendFileSync(process.env.ADDED, `${Date.now() / 1000} ${what}\n`);

/** Does something RATE times a second on average, at random times; stretches of more and of less take turns. */
export const forever = async (act, swings = !settings.steady) => {
  for (let start = Date.now(); ; ) {
    const calm = Math.floor((Date.now() - start) / 20000) % 3;
    const rate = Number(process.env.RATE) * (swings ? [1, 0.1, 1.9][calm] : 1);
    await pause(-Math.log(random()) / rate);
    await act();
  }
};
