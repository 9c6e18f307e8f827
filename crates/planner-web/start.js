// Starts the calculator. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const here = (name) => new URL(name, document.baseURI);

// The name of this file does not change with its content, so the browser asks whether its copy is still good.
const load = async (name) => {
  const answer = await fetch(here(name), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${name} is missing (${answer.status})`);
  return answer.text();
};

try {
  const prices = load("prices.txt");
  const { default: init, start } = await import(here(js));
  const [text] = await Promise.all([prices, init({ module_or_path: here(wasm) })]);
  start(text);
} catch (error) {
  document.getElementById("app").textContent =
    `Headroom could not start: ${error}. It needs a current browser with WebAssembly; a reload may help.`;
  throw error;
}
