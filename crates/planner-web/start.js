// Starts the calculator. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const here = (name) => new URL(name, document.baseURI);

// The names of these files do not change with their content, so the browser asks whether its copy is still good.
const load = async (name) => {
  const answer = await fetch(here(name), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${name} is missing (${answer.status})`);
  return answer.text();
};

try {
  const data = [load("prices.txt"), load("profiles.txt")];
  const { default: init, start } = await import(here(js));
  const [prices, profiles] = await Promise.all([...data, init({ module_or_path: here(wasm) })]);
  start(prices, profiles);
} catch (error) {
  document.getElementById("app").textContent =
    `Headroom could not start: ${error}. It needs a current browser with WebAssembly; a reload may help.`;
  throw error;
}
