// Starts the calculator. A file of its own, because the content security policy allows no inline script.
const files = document.querySelector("script[data-page-wasm]").dataset;
const here = (name) => new URL(name, document.baseURI);

// The chosen theme before the first answer is painted, which is there before the app.
try {
  const theme = localStorage.getItem("headroom-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the system's.
}

const text = async (name) => {
  const answer = await fetch(here(name));
  if (!answer.ok) throw new Error(`${name} is missing (${answer.status})`);
  return answer.text();
};

// The calculator computes in a worker, so that the page is always there for the next key. What both tell each other are bytes.
const worker = new Worker(here(files.workerJs), { type: "module" });
globalThis.headroomTell = (bytes) => worker.postMessage(bytes.slice());

// How numbers and dates are written where the reader lives. The page is English: of dates only their order is asked for.
globalThis.headroomLocale = () => {
  const numbers = new Intl.NumberFormat(navigator.language);
  const parts = numbers.formatToParts(123456789.5);
  const sign = (type) => parts.find((part) => part.type === type)?.value ?? "";
  const { region } = new Intl.Locale(numbers.resolvedOptions().locale).maximize();
  const days = new Intl.DateTimeFormat(`en-${region ?? "GB"}`, { dateStyle: "long" }).formatToParts();
  const order = days.map((part) => part.type);
  const lakhs = parts.filter((part) => part.type === "integer").length === 4;
  return [
    `decimal ${sign("decimal")}`,
    `group ${sign("group")}`,
    ...(lakhs ? ["lakhs"] : []),
    ...(order.indexOf("month") < order.indexOf("day") ? ["month-first"] : []),
  ].join("\n");
};

// What went wrong stands above the first or last answer, which stays readable.
const stopped = (what, error, help) => {
  const place = document.createElement("div");
  place.className = "page";
  const words = place.appendChild(document.createElement("p"));
  words.className = "error";
  words.role = "alert";
  words.textContent = `${what}: ${error}. ${help}`;
  document.getElementById("app").prepend(place);
};

let page;
// What goes wrong within it it tells itself; this is that it never came.
worker.onerror = (event) => stopped("Headroom could not start", event.message || "its worker is missing", "A reload may help.");
worker.onmessage = ({ data }) => {
  if (data instanceof Uint8Array) page.show(data);
  else stopped("Headroom stopped", data.stopped, "What you changed is kept in this browser; reload the page to go on.");
};

const compiled = async (name) => {
  const answer = await fetch(here(name));
  if (!answer.ok) throw new Error(`${name} is missing (${answer.status})`);
  // A server that does not know Wasm by its type is no reason to fail.
  return answer.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
};

const shown = async () => {
  const [module, wasm] = await Promise.all([import(here(files.pageJs)), compiled(files.pageWasm)]);
  await module.default({ module_or_path: wasm });
  return module;
};

const loaded = async () => {
  const [desk, prices, profiles] = await Promise.all([compiled(files.deskWasm), text(files.prices), text(files.profiles)]);
  const addresses = Object.fromEntries(Object.entries(files).map(([key, name]) => [key, here(name).href]));
  worker.postMessage({ desk, prices, profiles, addresses });
};

try {
  const started = shown();
  // The worker is asked to open its books first, and then what to show.
  [page] = await Promise.all([started, loaded()]);
  page.start();
} catch (error) {
  worker.terminate();
  stopped("Headroom could not start", error, "It needs a current browser with WebAssembly; a reload may help.");
  throw error;
}

// Keeps the page for when there is no network. Where that is not possible, the page is the same without it.
const told = () => {
  document.documentElement.dataset.update = "ready";
  dispatchEvent(new CustomEvent("headroom-update"));
};

const keep = async () => {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let known = workers.controller;
  let asked = false;
  // This tab asked for the newer version, or another one did.
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (known) told();
    known = workers.controller;
  });
  const registration = await workers.register(here("sw.js"), { updateViaCache: "none" });
  // The app says this once its visitor wants the newer version now.
  addEventListener("headroom-take-over", () => {
    asked = true;
    // Another tab may have gone over already: then a reload is all that is left to do.
    if (registration.waiting) registration.waiting.postMessage({ type: "take-over" });
    else location.reload();
  });
  // What waits already is no news: a page is always answered from the newest version that is complete.
  // The first version is none either: a slow browser may tell that it is installed when it controls the page already.
  const watch = () => {
    const { installing: fresh, active: before } = registration;
    if (!before) return;
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed") told();
    });
  };
  watch();
  registration.addEventListener("updatefound", watch);
};
keep().catch(() => {});
