// Starts the calculator. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const here = (name) => new URL(name, document.baseURI);

try {
  const { default: init } = await import(here(js));
  await init({ module_or_path: here(wasm) });
} catch (error) {
  document.getElementById("app").textContent =
    `Headroom could not start: ${error}. It needs a current browser with WebAssembly; a reload may help.`;
  throw error;
}
