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

const load = async (name) => {
  const module = await import(here(files[`${name}Js`]));
  await module.default({ module_or_path: here(files[`${name}Wasm`]) });
  return module;
};

// A further module, such as `yaml`, fetched when it is first asked for; its exports, once they can be called.
const modules = new Map();
globalThis.headroomModule = (name) => {
  if (!modules.has(name)) {
    const module = load(name);
    modules.set(name, module);
    module.catch(() => modules.delete(name)); // the next one to ask tries again
  }
  return modules.get(name);
};

try {
  const [page, prices, profiles] = await Promise.all([load("page"), text(files.prices), text(files.profiles)]);
  page.start(prices, profiles);
} catch (error) {
  // The first answer stays readable below.
  const place = document.createElement("div");
  place.className = "page";
  const words = place.appendChild(document.createElement("p"));
  words.className = "error";
  words.role = "alert";
  words.textContent = `Headroom could not start: ${error}. It needs a current browser with WebAssembly; a reload may help.`;
  document.getElementById("app").prepend(place);
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
    registration.waiting?.postMessage({ type: "take-over" });
  });
  // What waits already is no news: a page is always answered from the newest version that is complete.
  const watch = (fresh) =>
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && workers.controller) told();
    });
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
};
keep().catch(() => {});
