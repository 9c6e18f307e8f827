// Keeps the page's own files, so that it opens and reloads without a network. The build writes the two lines that follow: the
// version is another one whenever a file is, and then the browser installs this anew.
const VERSION = "{version}";
const FILES = ["{files}"];

// Caches are shared by everything on this server: ours are known by the folder they are of.
const SCOPE = self.registration.scope;
const OURS = `headroom ${SCOPE} `;
const CACHE = OURS + VERSION;
const PAGE = SCOPE;

self.addEventListener("install", (event) => {
  const fill = async () => {
    // While the page is being changed there are no files to keep, and nothing old to wait for.
    if (FILES.length === 0) return self.skipWaiting();
    const cache = await caches.open(CACHE);
    // Names with a hash of the content may come from the browser's own cache; the others are asked for anew.
    const hashed = (name) => /-[0-9a-f]{16}[_.]/.test(name);
    await cache.addAll(FILES.map((name) => new Request(new URL(name, SCOPE), { cache: hashed(name) ? "default" : "reload" })));
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Other addresses are none of ours.
  if (request.method !== "GET" || !url.href.startsWith(SCOPE)) return;
  const home = request.mode === "navigate" && [PAGE, `${PAGE}index.html`].includes(url.origin + url.pathname);
  event.respondWith(answer(request, home ? PAGE : url.href));
});

// From the newest version that is complete, else from the network. A version that waits is complete: so the next load has it,
// even while this worker still serves another tab.
async function answer(request, address) {
  const names = await caches.keys();
  for (const name of names.filter((name) => name.startsWith(OURS)).reverse()) {
    const kept = await (await caches.open(name)).match(address);
    if (kept) return kept;
  }
  return fetch(request);
}
