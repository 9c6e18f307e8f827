// Runs the calculator's core beside the page. The first message brings it; all others are what the page tells.
let desk;
let addresses;
const waiting = [];

globalThis.headroomShow = (bytes) => {
  const copy = bytes.slice();
  postMessage(copy, [copy.buffer]);
};

// A further module, such as `yaml`, fetched when it is first asked for; its exports, once they can be called.
const modules = new Map();
const load = async (name) => {
  const module = await import(addresses[`${name}Js`]);
  await module.default({ module_or_path: addresses[`${name}Wasm`] });
  return module;
};
globalThis.headroomModule = (name) => {
  if (!modules.has(name)) {
    const module = load(name);
    modules.set(name, module);
    module.catch(() => modules.delete(name)); // the next one to ask tries again
  }
  return modules.get(name);
};

const stopped = (error) => postMessage({ stopped: String(error) });

const open = async (first) => {
  addresses = first.addresses;
  const module = await import(addresses.deskJs);
  await module.default({ module_or_path: first.desk });
  module.open(first.prices, first.profiles);
  desk = module;
  for (const bytes of waiting.splice(0)) desk.hear(bytes);
};

addEventListener("error", (event) => {
  event.preventDefault(); // it is told here, and not once more by the page
  stopped(event.message);
});
addEventListener("unhandledrejection", (event) => stopped(event.reason));
onmessage = ({ data }) => {
  if (!(data instanceof Uint8Array)) open(data).catch(stopped);
  else if (desk) desk.hear(data);
  else waiting.push(data);
};
